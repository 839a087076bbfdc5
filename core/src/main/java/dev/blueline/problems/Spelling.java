package dev.blueline.problems;

/** How a model that is made for a task is to read its text. */
public enum Spelling {
    /** Words, and numbers below a hundred, whole. */
    WORDS,
    /** Character by character: for grids, where each stands for a place. */
    CHARACTERS
}
