package dev.blueline.comparison;

/** What a recipe's runs of one size and number of tokens are compared with. */
public enum Match {
    /** The baseline's runs of the same size, tokens and seeds: what a seed does to both cancels. */
    SEEDS("pairs of seeds"),
    /** The baseline's runs of the same size and tokens, of whatever seeds. */
    RUNGS("same size and tokens"),
    /** The baseline's fitted law, as it ran nothing there. */
    LAW("baseline's law");

    private final String words;

    Match(String words) {
        this.words = words;
    }

    /** In words. */
    public String words() {
        return words;
    }
}
