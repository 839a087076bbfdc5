package dev.blueline.study;

import java.util.List;

/**
 * Size of the vocabulary, at equal training compute.
 *
 * @param vocabularies tokens in all, fewest first
 */
public record VocabularyAxis(List<Integer> vocabularies) implements DataAxis {}
