package dev.blueline.study;

import java.util.List;

/**
 * How often the same text is read.
 *
 * @param unique different tokens of the text, fewest first; 0 for text without repetition
 * @param factor compute of the cells that are forecast over that of the largest fitted ones, at least
 */
public record RepetitionAxis(List<Long> unique, double factor) implements DataAxis {}
