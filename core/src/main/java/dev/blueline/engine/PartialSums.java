package dev.blueline.engine;

import java.util.Arrays;

/**
 * The fixed order of a sum along a row: element i goes to partial sum {@code i % 32}, and the 32 are folded in halves.
 * It is what vectors of 4, 8 or 16 floats can all compute, to the same bits.
 */
final class PartialSums {
    static final int COUNT = 32;

    private PartialSums() {}

    /** Folds 32 partial sums from {@code at} on into one; overwrites them. */
    static float fold(float[] partial, int at) {
        for (int half = COUNT / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partial[at + i] += partial[at + i + half];
            }
        }
        return partial[at];
    }

    /** Sum of products of two runs of floats, by fused multiply-add. */
    static float dot(float[] a, int aAt, float[] b, int bAt, int length, float[] partial) {
        Arrays.fill(partial, 0, COUNT, 0);
        for (int i = 0; i < length; i++) {
            partial[i % COUNT] = Math.fma(a[aAt + i], b[bAt + i], partial[i % COUNT]);
        }
        return fold(partial, 0);
    }
}
