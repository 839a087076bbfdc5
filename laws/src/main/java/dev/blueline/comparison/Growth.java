package dev.blueline.comparison;

/** Along which line the baseline would spend more compute to reach another recipe's loss. */
public enum Growth {
    /**
     * Size and tokens grow together, in the proportions of the baseline's compute-optimal line; along the ladder itself where
     * each size has one number of tokens.
     */
    SIZE_AND_TOKENS("size and tokens growing together"),
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
