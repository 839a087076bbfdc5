package dev.blueline.evaluation;

/** A figure of a skill, turned so that it is above 0 and falls as the skill gets better: what a test for a break needs. */
public enum EmergenceMetric {
    /** Share of items whose right answer is not the likeliest. It counts only which answer wins. */
    ACCURACY(TaskFigures.ACCURACY, "wrong answers", false),
    /** Share of items whose right answer the model does not write. One wrong token counts as all wrong. */
    EXACT(TaskFigures.EXACT, "answers not written", false),
    /** Brier score over the answers. It counts how far off, and is bounded. */
    BRIER(TaskFigures.BRIER, "Brier score", true),
    /** Negative log-probability of the right answer, nats. It counts how far off, without bound. */
    LOG_PROBABILITY(TaskFigures.LOG_PROBABILITY, "nats of the right answer", true);

    private final String metric;
    private final String title;
    private final boolean continuous;

    EmergenceMetric(String metric, String title, boolean continuous) {
        this.metric = metric;
        this.title = title;
        this.continuous = continuous;
    }

    /** Its name in the ledger. */
    public String metric() {
        return metric;
    }

    /** The falling quantity, to print. */
    public String title() {
        return title;
    }

    /** Whether it tells how near the model is, and not only on which side of a threshold. */
    public boolean continuous() {
        return continuous;
    }

    /** The falling quantity of a figure in the ledger. */
    double falling(double figure) {
        return switch (this) {
            case ACCURACY, EXACT -> 1 - figure;
            case BRIER -> figure;
            case LOG_PROBABILITY -> -figure;
        };
    }
}
