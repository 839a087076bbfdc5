package dev.blueline.engine;

import java.util.Arrays;

/**
 * One answer that a model drew.
 *
 * @param tokens new tokens, the stop token included where it was reached
 * @param logProbabilities natural-log probability of each at temperature 1, as {@link Learner#score(Batch)} and
 *     {@link Learner#step(Sequences, TokenWeight, Update)} tell it, to the bit
 * @param stopped whether it ended by itself, rather than being cut
 */
public record Answer(int[] tokens, float[] logProbabilities, boolean stopped) {

    /** The new tokens without the stop token. */
    public int[] withoutStop() {
        return stopped ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
    }
}
