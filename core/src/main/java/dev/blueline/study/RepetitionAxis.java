package dev.blueline.study;

import java.util.List;

/**
 * How often the same text is read.
 *
 * @param unique different tokens of the text, fewest first; 0 for text without repetition
 */
public record RepetitionAxis(List<Long> unique) implements DataAxis {}
