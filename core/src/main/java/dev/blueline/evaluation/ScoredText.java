package dev.blueline.evaluation;

/**
 * One held-out document, ready to be scored.
 *
 * @param domain what kind of text it is
 * @param tokens its tokens, without end-of-text
 * @param bytes its length in UTF-8
 */
public record ScoredText(String domain, int[] tokens, long bytes) {}
