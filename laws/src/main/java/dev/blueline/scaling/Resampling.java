package dev.blueline.scaling;

/** What a bootstrap draw changes. */
public enum Resampling {
    /**
     * Losses are drawn anew from the fitted law with seed noise and misfit: for ladders with too few runs, or too few trunks, to
     * resample.
     */
    PARAMETRIC("losses drawn from the fitted law, with noise like the residuals"),
    /** Rows are drawn with replacement (Efron 1979). */
    ROWS("rows drawn with replacement"),
    /** Whole trunks or clusters of rows are drawn with replacement, where rows of one cluster share errors. */
    CLUSTERS("whole clusters drawn with replacement");

    private final String words;

    Resampling(String words) {
        this.words = words;
    }

    /** In words. */
    public String words() {
        return words;
    }
}
