package dev.blueline.engine;

import java.util.Arrays;

/**
 * The fixed order of a sum along a row: element i goes to partial sum {@code i % 32}, and the 32 are folded in halves.
 * It is what vectors of 4, 8 or 16 floats can all compute, to the same bits.
 */
final class PartialSums {
    static final int COUNT = 32;

    private PartialSums() {}

    /** Folds 32 partial sums from {@code at} on: i with i + 16, the 16 sums i with i + 8, and so on. */
    static float fold(float[] p, int at) {
        return two(p, at) + two(p, at + 1);
    }

    private static float two(float[] p, int i) {
        return four(p, i) + four(p, i + 2);
    }

    private static float four(float[] p, int i) {
        return eight(p, i) + eight(p, i + 4);
    }

    private static float eight(float[] p, int i) {
        return p[i] + p[i + 16] + (p[i + 8] + p[i + 24]);
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
