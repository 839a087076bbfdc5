package dev.blueline.engine;

import java.util.Arrays;

/**
 * What a model makes of a context and its continuations.
 *
 * @param logProbabilities natural-log probability of every token of every continuation, {@code [continuations][tokens]}
 * @param greedy what greedy decoding (always the likeliest token, the lower of equals, none of which ends the text) writes
 *     after the context: up to the first token that differs from the first continuation; if none does, one token more
 *     than it has, as far as the model's context reaches
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
public record ContinuationScores(float[][] logProbabilities, int[] greedy) {

    /** The part of what greedy decoding wrote that a question keeps, see {@link #greedy}. */
    static int[] kept(int[] written, int[] first) {
        int differs = Arrays.mismatch(written, first);
        return differs < 0 ? written : Arrays.copyOf(written, Math.min(written.length, differs + 1));
    }
}
