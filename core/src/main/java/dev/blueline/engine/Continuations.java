package dev.blueline.engine;

import java.util.List;

/**
 * A context and several ways to go on from it, to be scored together.
 *
 * @param context tokens before, at least one
 * @param continuations at least one, each at least one token long; the first is compared with what a model writes itself
 */
public record Continuations(int[] context, List<int[]> continuations) {
    public Continuations {
        continuations = List.copyOf(continuations);
        if (context.length == 0
                || continuations.isEmpty()
                || continuations.stream().anyMatch(tokens -> tokens.length == 0)) {
            throw new IllegalArgumentException("a context and at least one continuation need at least one token each");
        }
    }

    /** Tokens that a model reads for the longest continuation: its last token is only predicted. */
    public int longest() {
        return context.length
                - 1
                + continuations.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
    }
}
