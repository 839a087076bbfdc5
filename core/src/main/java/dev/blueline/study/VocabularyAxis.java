package dev.blueline.study;

import java.util.List;

/**
 * Size of the vocabulary, at equal training compute. The computes are those of the grid's first size on its first number of tokens at
 * the vocabulary of {@code [tokenizer]}, of its second size on its second, and so on; the last is forecast from the others.
 *
 * @param vocabularies tokens in all, fewest first
 */
public record VocabularyAxis(List<Integer> vocabularies) implements DataAxis {}
