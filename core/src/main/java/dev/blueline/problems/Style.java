package dev.blueline.problems;

/** How a response comes to its answer. */
public enum Style {
    /** The answer only. */
    DIRECT,
    /** The clean solution first, written after the fact, as in a textbook. */
    SUMMARY,
    /** How one really thinks: try, fail, go back, check; then the answer. */
    MONOLOGUE
}
