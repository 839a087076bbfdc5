package dev.blueline.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with one panel, replacing the result: the innermost loops of {@code Y = X W^T} and of attention.
 *
 * <p>A tile of 8 rows by 2 vectors stays in 16 registers while the inner index runs; 4 rows where there are only 16
 * registers. Every sum runs in ascending order, so the kernel that takes a row does not change its result. Storing and
 * accumulating are separate methods on purpose: a method too large for the JIT's inlining limit boxes its vectors and is
 * many times slower. An iteration takes two steps of the inner index: with one, the loop itself costs 5% of the peak.
 */
final class StoreTiles {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private static final boolean EIGHT = Lanes.MANY_REGISTERS;

    private StoreTiles() {}

    /** c[rows, 32] = a[rows, inner] * b[inner, 32], b dense, rows of a and c at their strides. */
    static void store(
            float[] a, int aAt, int aStride, float[] b, int bAt, int inner, float[] c, int cAt, int cStride, int rows) {
        for (int column = 0; column < Panels.WIDTH; column += 2 * LANES) {
            int row = 0;
            for (; EIGHT && row + 8 <= rows; row += 8) {
                store8(
                        a,
                        aAt + row * aStride,
                        aStride,
                        b,
                        bAt + column,
                        inner,
                        c,
                        cAt + row * cStride + column,
                        cStride);
            }
            for (; row + 4 <= rows; row += 4) {
                store4(
                        a,
                        aAt + row * aStride,
                        aStride,
                        b,
                        bAt + column,
                        inner,
                        c,
                        cAt + row * cStride + column,
                        cStride);
            }
            for (; row < rows; row++) {
                store1(a, aAt + row * aStride, b, bAt + column, inner, c, cAt + row * cStride + column);
            }
        }
    }

    /** c = a b for eight rows of c. */
    private static void store8(
            float[] a, int aAt, int aStride, float[] b, int bAt, int inner, float[] c, int cAt, int cStride) {
        int a1 = aAt + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        int a6 = a5 + aStride;
        int a7 = a6 + aStride;
        int c1 = cAt + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        FloatVector s0 = FloatVector.zero(S);
        FloatVector t0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector t1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector t2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector t3 = FloatVector.zero(S);
        FloatVector s4 = FloatVector.zero(S);
        FloatVector t4 = FloatVector.zero(S);
        FloatVector s5 = FloatVector.zero(S);
        FloatVector t5 = FloatVector.zero(S);
        FloatVector s6 = FloatVector.zero(S);
        FloatVector t6 = FloatVector.zero(S);
        FloatVector s7 = FloatVector.zero(S);
        FloatVector t7 = FloatVector.zero(S);
        int i = 0;
        for (; i + 1 < inner; i += 2) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + i]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + i]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + i]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + i]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
            FloatVector v4 = FloatVector.broadcast(S, a[a4 + i]);
            s4 = v4.fma(low, s4);
            t4 = v4.fma(high, t4);
            FloatVector v5 = FloatVector.broadcast(S, a[a5 + i]);
            s5 = v5.fma(low, s5);
            t5 = v5.fma(high, t5);
            FloatVector v6 = FloatVector.broadcast(S, a[a6 + i]);
            s6 = v6.fma(low, s6);
            t6 = v6.fma(high, t6);
            FloatVector v7 = FloatVector.broadcast(S, a[a7 + i]);
            s7 = v7.fma(low, s7);
            t7 = v7.fma(high, t7);
            low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH);
            high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH + LANES);
            v0 = FloatVector.broadcast(S, a[aAt + i + 1]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            v1 = FloatVector.broadcast(S, a[a1 + i + 1]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            v2 = FloatVector.broadcast(S, a[a2 + i + 1]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            v3 = FloatVector.broadcast(S, a[a3 + i + 1]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
            v4 = FloatVector.broadcast(S, a[a4 + i + 1]);
            s4 = v4.fma(low, s4);
            t4 = v4.fma(high, t4);
            v5 = FloatVector.broadcast(S, a[a5 + i + 1]);
            s5 = v5.fma(low, s5);
            t5 = v5.fma(high, t5);
            v6 = FloatVector.broadcast(S, a[a6 + i + 1]);
            s6 = v6.fma(low, s6);
            t6 = v6.fma(high, t6);
            v7 = FloatVector.broadcast(S, a[a7 + i + 1]);
            s7 = v7.fma(low, s7);
            t7 = v7.fma(high, t7);
        }
        if (i < inner) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + i]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + i]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + i]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + i]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
            FloatVector v4 = FloatVector.broadcast(S, a[a4 + i]);
            s4 = v4.fma(low, s4);
            t4 = v4.fma(high, t4);
            FloatVector v5 = FloatVector.broadcast(S, a[a5 + i]);
            s5 = v5.fma(low, s5);
            t5 = v5.fma(high, t5);
            FloatVector v6 = FloatVector.broadcast(S, a[a6 + i]);
            s6 = v6.fma(low, s6);
            t6 = v6.fma(high, t6);
            FloatVector v7 = FloatVector.broadcast(S, a[a7 + i]);
            s7 = v7.fma(low, s7);
            t7 = v7.fma(high, t7);
        }
        s0.intoArray(c, cAt);
        t0.intoArray(c, cAt + LANES);
        s1.intoArray(c, c1);
        t1.intoArray(c, c1 + LANES);
        s2.intoArray(c, c2);
        t2.intoArray(c, c2 + LANES);
        s3.intoArray(c, c3);
        t3.intoArray(c, c3 + LANES);
        s4.intoArray(c, c4);
        t4.intoArray(c, c4 + LANES);
        s5.intoArray(c, c5);
        t5.intoArray(c, c5 + LANES);
        s6.intoArray(c, c6);
        t6.intoArray(c, c6 + LANES);
        s7.intoArray(c, c7);
        t7.intoArray(c, c7 + LANES);
    }

    /** c = a b for four rows of c. */
    private static void store4(
            float[] a, int aAt, int aStride, float[] b, int bAt, int inner, float[] c, int cAt, int cStride) {
        int a1 = aAt + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int c1 = cAt + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        FloatVector s0 = FloatVector.zero(S);
        FloatVector t0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector t1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector t2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector t3 = FloatVector.zero(S);
        int i = 0;
        for (; i + 1 < inner; i += 2) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + i]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + i]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + i]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + i]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
            low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH);
            high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH + LANES);
            v0 = FloatVector.broadcast(S, a[aAt + i + 1]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            v1 = FloatVector.broadcast(S, a[a1 + i + 1]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            v2 = FloatVector.broadcast(S, a[a2 + i + 1]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            v3 = FloatVector.broadcast(S, a[a3 + i + 1]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
        }
        if (i < inner) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + i]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            FloatVector v1 = FloatVector.broadcast(S, a[a1 + i]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            FloatVector v2 = FloatVector.broadcast(S, a[a2 + i]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            FloatVector v3 = FloatVector.broadcast(S, a[a3 + i]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
        }
        s0.intoArray(c, cAt);
        t0.intoArray(c, cAt + LANES);
        s1.intoArray(c, c1);
        t1.intoArray(c, c1 + LANES);
        s2.intoArray(c, c2);
        t2.intoArray(c, c2 + LANES);
        s3.intoArray(c, c3);
        t3.intoArray(c, c3 + LANES);
    }

    /** c = a b for one row of c. */
    private static void store1(float[] a, int aAt, float[] b, int bAt, int inner, float[] c, int cAt) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector t0 = FloatVector.zero(S);
        int i = 0;
        for (; i + 1 < inner; i += 2) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + i]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH);
            high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH + LANES);
            v0 = FloatVector.broadcast(S, a[aAt + i + 1]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
        }
        if (i < inner) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + i]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
        }
        s0.intoArray(c, cAt);
        t0.intoArray(c, cAt + LANES);
    }
}
