package dev.blueline.engine;

import java.util.List;

/**
 * Whole sequences of different lengths of which the ends are learnt. A sequence is a prompt, which is given, and an answer, each
 * token of which is a target.
 *
 * @param tokens sequences, each at most one token longer than the model's context
 * @param given tokens of each sequence's prompt, at least 1 and fewer than the sequence has
 */
public record Sequences(List<int[]> tokens, int[] given) {
    public Sequences {
        if (tokens.size() != given.length) {
            throw new IllegalArgumentException(tokens.size() + " sequences with " + given.length + " prompts");
        }
        for (int i = 0; i < given.length; i++) {
            if (given[i] < 1 || given[i] >= tokens.get(i).length) {
                throw new IllegalArgumentException("sequence " + i + " has " + tokens.get(i).length
                        + " tokens, of which its prompt cannot be " + given[i]);
            }
        }
    }

    /** Tokens that are learnt. */
    public int targets() {
        int targets = 0;
        for (int i = 0; i < given.length; i++) {
            targets += tokens.get(i).length - given[i];
        }
        return targets;
    }
}
