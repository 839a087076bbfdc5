package dev.blueline.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with a transposed panel, added to the result: the innermost loops of weight gradients.
 *
 * <p>A tile of 8 rows by 2 vectors stays in 16 registers while the inner index runs; 4 rows where there are only 16
 * registers. Every sum runs in ascending order, so the kernel that takes a row does not change its result. Storing and
 * accumulating are separate methods on purpose: a method too large for the JIT's inlining limit boxes its vectors and is
 * many times slower. All strides are constants, so that the bounds checks leave the loop; an iteration takes two steps of the
 * inner index (0.80 to 0.93 of the peak with that, 0.75 to 0.86 before).
 */
final class OuterTiles {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private static final boolean EIGHT = Lanes.MANY_REGISTERS;

    private OuterTiles() {}

    /** c[rows, 32] += a[inner, rows]^T * b[inner, 32]; a, b and c are panels 32 wide, a from one of its columns on. */
    static void outer(float[] a, int aAt, float[] b, int bAt, int inner, float[] c, int cAt, int rows) {
        for (int column = 0; column < Panels.WIDTH; column += 2 * LANES) {
            int row = 0;
            for (; EIGHT && row + 8 <= rows; row += 8) {
                outer8(a, aAt + row, b, bAt + column, inner, c, cAt + row * Panels.WIDTH + column);
            }
            for (; row + 4 <= rows; row += 4) {
                outer4(a, aAt + row, b, bAt + column, inner, c, cAt + row * Panels.WIDTH + column);
            }
            for (; row < rows; row++) {
                outer1(a, aAt + row, b, bAt + column, inner, c, cAt + row * Panels.WIDTH + column);
            }
        }
    }

    /** c += a^T b for eight rows of c. */
    private static void outer8(float[] a, int aAt, float[] b, int bAt, int inner, float[] c, int cAt) {
        int c1 = cAt + Panels.WIDTH;
        int c2 = c1 + Panels.WIDTH;
        int c3 = c2 + Panels.WIDTH;
        int c4 = c3 + Panels.WIDTH;
        int c5 = c4 + Panels.WIDTH;
        int c6 = c5 + Panels.WIDTH;
        int c7 = c6 + Panels.WIDTH;
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
        int even = inner & -2;
        for (int i = 0; i < even; i += 2) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            FloatVector v1 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 1]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            FloatVector v2 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 2]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            FloatVector v3 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 3]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
            FloatVector v4 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 4]);
            s4 = v4.fma(low, s4);
            t4 = v4.fma(high, t4);
            FloatVector v5 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 5]);
            s5 = v5.fma(low, s5);
            t5 = v5.fma(high, t5);
            FloatVector v6 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 6]);
            s6 = v6.fma(low, s6);
            t6 = v6.fma(high, t6);
            FloatVector v7 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 7]);
            s7 = v7.fma(low, s7);
            t7 = v7.fma(high, t7);
            low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH);
            high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH + LANES);
            v0 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            v1 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 1]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            v2 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 2]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            v3 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 3]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
            v4 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 4]);
            s4 = v4.fma(low, s4);
            t4 = v4.fma(high, t4);
            v5 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 5]);
            s5 = v5.fma(low, s5);
            t5 = v5.fma(high, t5);
            v6 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 6]);
            s6 = v6.fma(low, s6);
            t6 = v6.fma(high, t6);
            v7 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 7]);
            s7 = v7.fma(low, s7);
            t7 = v7.fma(high, t7);
        }
        if (even < inner) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + even * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + even * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            FloatVector v1 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 1]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            FloatVector v2 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 2]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            FloatVector v3 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 3]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
            FloatVector v4 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 4]);
            s4 = v4.fma(low, s4);
            t4 = v4.fma(high, t4);
            FloatVector v5 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 5]);
            s5 = v5.fma(low, s5);
            t5 = v5.fma(high, t5);
            FloatVector v6 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 6]);
            s6 = v6.fma(low, s6);
            t6 = v6.fma(high, t6);
            FloatVector v7 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 7]);
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

    /** c += a^T b for four rows of c. */
    private static void outer4(float[] a, int aAt, float[] b, int bAt, int inner, float[] c, int cAt) {
        int c1 = cAt + Panels.WIDTH;
        int c2 = c1 + Panels.WIDTH;
        int c3 = c2 + Panels.WIDTH;
        FloatVector s0 = FloatVector.fromArray(S, c, cAt);
        FloatVector t0 = FloatVector.fromArray(S, c, cAt + LANES);
        FloatVector s1 = FloatVector.fromArray(S, c, c1);
        FloatVector t1 = FloatVector.fromArray(S, c, c1 + LANES);
        FloatVector s2 = FloatVector.fromArray(S, c, c2);
        FloatVector t2 = FloatVector.fromArray(S, c, c2 + LANES);
        FloatVector s3 = FloatVector.fromArray(S, c, c3);
        FloatVector t3 = FloatVector.fromArray(S, c, c3 + LANES);
        int even = inner & -2;
        for (int i = 0; i < even; i += 2) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            FloatVector v1 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 1]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            FloatVector v2 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 2]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            FloatVector v3 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + 3]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
            low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH);
            high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH + LANES);
            v0 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            v1 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 1]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            v2 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 2]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            v3 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH + 3]);
            s3 = v3.fma(low, s3);
            t3 = v3.fma(high, t3);
        }
        if (even < inner) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + even * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + even * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            FloatVector v1 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 1]);
            s1 = v1.fma(low, s1);
            t1 = v1.fma(high, t1);
            FloatVector v2 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 2]);
            s2 = v2.fma(low, s2);
            t2 = v2.fma(high, t2);
            FloatVector v3 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH + 3]);
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

    /** c += a^T b for one row of c. */
    private static void outer1(float[] a, int aAt, float[] b, int bAt, int inner, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(S, c, cAt);
        FloatVector t0 = FloatVector.fromArray(S, c, cAt + LANES);
        int even = inner & -2;
        for (int i = 0; i < even; i += 2) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
            low = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH);
            high = FloatVector.fromArray(S, b, bAt + i * Panels.WIDTH + Panels.WIDTH + LANES);
            v0 = FloatVector.broadcast(S, a[aAt + i * Panels.WIDTH + Panels.WIDTH]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
        }
        if (even < inner) {
            FloatVector low = FloatVector.fromArray(S, b, bAt + even * Panels.WIDTH);
            FloatVector high = FloatVector.fromArray(S, b, bAt + even * Panels.WIDTH + LANES);
            FloatVector v0 = FloatVector.broadcast(S, a[aAt + even * Panels.WIDTH]);
            s0 = v0.fma(low, s0);
            t0 = v0.fma(high, t0);
        }
        s0.intoArray(c, cAt);
        t0.intoArray(c, cAt + LANES);
    }
}
