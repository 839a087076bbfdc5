package dev.blueline.comparison;

/** Along which line the baseline would spend more compute to reach another recipe's loss. */
public enum Growth {
    /**
     * As is cheapest for the baseline, of more tokens, a larger model, or both in fixed proportions; along the ladder itself where
     * each size has one number of tokens. At a compute-optimal size and number of tokens all ways cost the same; where a model is
     * starved of text, only more text is a fair price.
     */
    CHEAPEST("spent as is cheapest for it"),
    /** More tokens for the same size. Near the best loss of a size this multiplier runs away. */
    TOKENS("more tokens at the same size");

    private final String words;

    Growth(String words) {
        this.words = words;
    }

    /** In words. */
    public String words() {
        return words;
    }
}
