package dev.blueline.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with one panel, added to the result.
 *
 * <p>A tile of 8 rows by 2 vectors stays in 16 registers while the inner index runs; 4 rows where there are only 16
 * registers. Every sum runs in ascending order, so the kernel that takes a row does not change its result. Storing and
 * accumulating are separate methods on purpose: a method too large for the JIT's inlining limit boxes its vectors and is
 * many times slower. An iteration takes two steps of the inner index: with one, the loop itself costs 5% of the peak.
 */
final class AccumulateTiles {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private static final boolean EIGHT = Lanes.MANY_REGISTERS;

    private AccumulateTiles() {}

    /** y[rows, 32] = c + a[rows, inner] * b[inner, 32], b dense, rows of a and c at their strides. */
    static void accumulate(
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int inner,
            float[] c,
            int cAt,
            int cStride,
            float[] y,
            int yAt,
            int yStride,
            int rows) {
        for (int column = 0; column < Panels.WIDTH; column += 2 * LANES) {
            int row = 0;
            for (; EIGHT && row + 8 <= rows; row += 8) {
                accumulate8(
                        a,
                        aAt + row * aStride,
                        aStride,
                        b,
                        bAt + column,
                        inner,
                        c,
                        cAt + row * cStride + column,
                        cStride,
                        y,
                        yAt + row * yStride + column,
                        yStride);
            }
            for (; row + 4 <= rows; row += 4) {
                accumulate4(
                        a,
                        aAt + row * aStride,
                        aStride,
                        b,
                        bAt + column,
                        inner,
                        c,
                        cAt + row * cStride + column,
                        cStride,
                        y,
                        yAt + row * yStride + column,
                        yStride);
            }
            for (; row < rows; row++) {
                accumulate1(
                        a,
                        aAt + row * aStride,
                        b,
                        bAt + column,
                        inner,
                        c,
                        cAt + row * cStride + column,
                        y,
                        yAt + row * yStride + column);
            }
        }
    }

    /** y = c + a b for eight rows of y. */
    private static void accumulate8(
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int inner,
            float[] c,
            int cAt,
            int cStride,
            float[] y,
            int yAt,
            int yStride) {
        int a1 = aAt + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        int a6 = a5 + aStride;
        int a7 = a6 + aStride;
        int c1 = cAt + cStride;
        int y1 = yAt + yStride;
        int c2 = c1 + cStride;
        int y2 = y1 + yStride;
        int c3 = c2 + cStride;
        int y3 = y2 + yStride;
        int c4 = c3 + cStride;
        int y4 = y3 + yStride;
        int c5 = c4 + cStride;
        int y5 = y4 + yStride;
        int c6 = c5 + cStride;
        int y6 = y5 + yStride;
        int c7 = c6 + cStride;
        int y7 = y6 + yStride;
        FloatVector s0 = FloatVector.fromArray(S, c, cAt);
        FloatVector t0 = FloatVector.fromArray(S, c, cAt + LANES);
        FloatVector s1 = FloatVector.fromArray(S, c, c1);
        FloatVector t1 = FloatVector.fromArray(S, c, c1 + LANES);
        FloatVector s2 = FloatVector.fromArray(S, c, c2);
        FloatVector t2 = FloatVector.fromArray(S, c, c2 + LANES);
        FloatVector s3 = FloatVector.fromArray(S, c, c3);
        FloatVector t3 = FloatVector.fromArray(S, c, c3 + LANES);
        FloatVector s4 = FloatVector.fromArray(S, c, c4);
        FloatVector t4 = FloatVector.fromArray(S, c, c4 + LANES);
        FloatVector s5 = FloatVector.fromArray(S, c, c5);
        FloatVector t5 = FloatVector.fromArray(S, c, c5 + LANES);
        FloatVector s6 = FloatVector.fromArray(S, c, c6);
        FloatVector t6 = FloatVector.fromArray(S, c, c6 + LANES);
        FloatVector s7 = FloatVector.fromArray(S, c, c7);
        FloatVector t7 = FloatVector.fromArray(S, c, c7 + LANES);
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
        s0.intoArray(y, yAt);
        t0.intoArray(y, yAt + LANES);
        s1.intoArray(y, y1);
        t1.intoArray(y, y1 + LANES);
        s2.intoArray(y, y2);
        t2.intoArray(y, y2 + LANES);
        s3.intoArray(y, y3);
        t3.intoArray(y, y3 + LANES);
        s4.intoArray(y, y4);
        t4.intoArray(y, y4 + LANES);
        s5.intoArray(y, y5);
        t5.intoArray(y, y5 + LANES);
        s6.intoArray(y, y6);
        t6.intoArray(y, y6 + LANES);
        s7.intoArray(y, y7);
        t7.intoArray(y, y7 + LANES);
    }

    /** y = c + a b for four rows of y. */
    private static void accumulate4(
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int inner,
            float[] c,
            int cAt,
            int cStride,
            float[] y,
            int yAt,
            int yStride) {
        int a1 = aAt + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int c1 = cAt + cStride;
        int y1 = yAt + yStride;
        int c2 = c1 + cStride;
        int y2 = y1 + yStride;
        int c3 = c2 + cStride;
        int y3 = y2 + yStride;
        FloatVector s0 = FloatVector.fromArray(S, c, cAt);
        FloatVector t0 = FloatVector.fromArray(S, c, cAt + LANES);
        FloatVector s1 = FloatVector.fromArray(S, c, c1);
        FloatVector t1 = FloatVector.fromArray(S, c, c1 + LANES);
        FloatVector s2 = FloatVector.fromArray(S, c, c2);
        FloatVector t2 = FloatVector.fromArray(S, c, c2 + LANES);
        FloatVector s3 = FloatVector.fromArray(S, c, c3);
        FloatVector t3 = FloatVector.fromArray(S, c, c3 + LANES);
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
        s0.intoArray(y, yAt);
        t0.intoArray(y, yAt + LANES);
        s1.intoArray(y, y1);
        t1.intoArray(y, y1 + LANES);
        s2.intoArray(y, y2);
        t2.intoArray(y, y2 + LANES);
        s3.intoArray(y, y3);
        t3.intoArray(y, y3 + LANES);
    }

    /** y = c + a b for one row of y. */
    private static void accumulate1(
            float[] a, int aAt, float[] b, int bAt, int inner, float[] c, int cAt, float[] y, int yAt) {
        FloatVector s0 = FloatVector.fromArray(S, c, cAt);
        FloatVector t0 = FloatVector.fromArray(S, c, cAt + LANES);
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
        s0.intoArray(y, yAt);
        t0.intoArray(y, yAt + LANES);
    }
}
