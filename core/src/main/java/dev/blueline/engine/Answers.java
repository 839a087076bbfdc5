package dev.blueline.engine;

import java.util.List;

/**
 * Several answers to each of several prompts.
 *
 * @param each answers to each prompt: {@code [prompts][each]}
 * @param busy share of the decoder's places that held a sequence, over all its steps
 */
public record Answers(List<List<Answer>> each, double busy) {}
