package dev.blueline.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link StoredKernels} on vectors: four rows of the matrix at once, so that x is loaded once for them and their sums do not wait for each
 * other. Vectors of 16 floats hold all 32 partial sums of a row in two; shorter ones go along the rows again for the others, which lie
 * in the near cache by then. Inputs come in whole blocks of 32.
 */
final class VectorStoredKernels implements StoredKernels {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = PartialSums.COUNT;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE);

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, VectorShape.forBitSize(16 * LANES));

    /** The shortest vector has 8 bytes: of those, four floats take a half. */
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * LANES)));

    private static final int Q8_BYTES = 34;

    /** Rows of the matrix that are taken together. */
    private static final int ROWS = 4;

    /** The partial sums of each row. */
    private final float[][] partial = new float[ROWS][BLOCK];

    @Override
    public void multiply(StoredTensor w, int from, int to, Rows x, int rows, Rows y) {
        int columns = w.columns();
        if (columns % BLOCK != 0) {
            throw new IllegalArgumentException("a row of " + columns + " inputs is no whole number of blocks");
        }
        long bytes = w.rowBytes();
        for (int i = from; i < to; i += ROWS) {
            // Behind the end the last row stands in for those that are not there.
            int last = to - 1 - i;
            long a = bytes * i;
            long b = a + bytes * Math.min(1, last);
            long c = a + bytes * Math.min(2, last);
            long d = a + bytes * Math.min(3, last);
            for (int row = 0; row < rows; row++) {
                switch (w.format()) {
                    case F32 -> f32(w.bytes(), a, b, c, d, x.data(), x.row(row), columns);
                    case BF16 -> bf16(w.bytes(), a, b, c, d, x.data(), x.row(row), columns);
                    case Q8_0 -> q8(w.bytes(), a, b, c, d, x.data(), x.row(row), columns);
                    case F16 -> throw new IllegalArgumentException("F16 is widened when a model is imported");
                }
                int at = y.row(row) + i;
                for (int j = 0; j < Math.min(ROWS, to - i); j++) {
                    y.data()[at + j] = VectorSums.fold(partial[j]);
                }
            }
        }
    }

    private void f32(MemorySegment w, long a, long b, long c, long d, float[] x, int at, int columns) {
        for (int lane = 0; lane < BLOCK; lane += 2 * LANES) {
            FloatVector a0 = FloatVector.zero(S);
            FloatVector a1 = FloatVector.zero(S);
            FloatVector b0 = FloatVector.zero(S);
            FloatVector b1 = FloatVector.zero(S);
            FloatVector c0 = FloatVector.zero(S);
            FloatVector c1 = FloatVector.zero(S);
            FloatVector d0 = FloatVector.zero(S);
            FloatVector d1 = FloatVector.zero(S);
            for (int k = lane; k < columns; k += BLOCK) {
                FloatVector low = FloatVector.fromArray(S, x, at + k);
                FloatVector high = FloatVector.fromArray(S, x, at + k + LANES);
                long first = 4L * k;
                long second = first + 4 * LANES;
                a0 = FloatVector.fromMemorySegment(S, w, a + first, LITTLE).fma(low, a0);
                a1 = FloatVector.fromMemorySegment(S, w, a + second, LITTLE).fma(high, a1);
                b0 = FloatVector.fromMemorySegment(S, w, b + first, LITTLE).fma(low, b0);
                b1 = FloatVector.fromMemorySegment(S, w, b + second, LITTLE).fma(high, b1);
                c0 = FloatVector.fromMemorySegment(S, w, c + first, LITTLE).fma(low, c0);
                c1 = FloatVector.fromMemorySegment(S, w, c + second, LITTLE).fma(high, c1);
                d0 = FloatVector.fromMemorySegment(S, w, d + first, LITTLE).fma(low, d0);
                d1 = FloatVector.fromMemorySegment(S, w, d + second, LITTLE).fma(high, d1);
            }
            a0.intoArray(partial[0], lane);
            a1.intoArray(partial[0], lane + LANES);
            b0.intoArray(partial[1], lane);
            b1.intoArray(partial[1], lane + LANES);
            c0.intoArray(partial[2], lane);
            c1.intoArray(partial[2], lane + LANES);
            d0.intoArray(partial[3], lane);
            d1.intoArray(partial[3], lane + LANES);
        }
    }

    private void bf16(MemorySegment w, long a, long b, long c, long d, float[] x, int at, int columns) {
        for (int lane = 0; lane < BLOCK; lane += 2 * LANES) {
            FloatVector a0 = FloatVector.zero(S);
            FloatVector a1 = FloatVector.zero(S);
            FloatVector b0 = FloatVector.zero(S);
            FloatVector b1 = FloatVector.zero(S);
            FloatVector c0 = FloatVector.zero(S);
            FloatVector c1 = FloatVector.zero(S);
            FloatVector d0 = FloatVector.zero(S);
            FloatVector d1 = FloatVector.zero(S);
            for (int k = lane; k < columns; k += BLOCK) {
                FloatVector low = FloatVector.fromArray(S, x, at + k);
                FloatVector high = FloatVector.fromArray(S, x, at + k + LANES);
                long first = 2L * k;
                long second = first + 2 * LANES;
                a0 = halves(w, a + first).fma(low, a0);
                a1 = halves(w, a + second).fma(high, a1);
                b0 = halves(w, b + first).fma(low, b0);
                b1 = halves(w, b + second).fma(high, b1);
                c0 = halves(w, c + first).fma(low, c0);
                c1 = halves(w, c + second).fma(high, c1);
                d0 = halves(w, d + first).fma(low, d0);
                d1 = halves(w, d + second).fma(high, d1);
            }
            a0.intoArray(partial[0], lane);
            a1.intoArray(partial[0], lane + LANES);
            b0.intoArray(partial[1], lane);
            b1.intoArray(partial[1], lane + LANES);
            c0.intoArray(partial[2], lane);
            c1.intoArray(partial[2], lane + LANES);
            d0.intoArray(partial[3], lane);
            d1.intoArray(partial[3], lane + LANES);
        }
    }

    /** The upper halves of floats become floats. */
    private static FloatVector halves(MemorySegment w, long at) {
        IntVector wide = (IntVector) ShortVector.fromMemorySegment(SHORTS, w, at, LITTLE)
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
        return wide.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    private void q8(MemorySegment w, long a, long b, long c, long d, float[] x, int at, int columns) {
        for (int lane = 0; lane < BLOCK; lane += 2 * LANES) {
            FloatVector a0 = FloatVector.zero(S);
            FloatVector a1 = FloatVector.zero(S);
            FloatVector b0 = FloatVector.zero(S);
            FloatVector b1 = FloatVector.zero(S);
            FloatVector c0 = FloatVector.zero(S);
            FloatVector c1 = FloatVector.zero(S);
            FloatVector d0 = FloatVector.zero(S);
            FloatVector d1 = FloatVector.zero(S);
            for (int k = 0; k < columns; k += BLOCK) {
                FloatVector low = FloatVector.fromArray(S, x, at + k + lane);
                FloatVector high = FloatVector.fromArray(S, x, at + k + lane + LANES);
                long block = k / BLOCK * (long) Q8_BYTES;
                long numbers = block + 2 + lane;
                float scaleA = scale(w, a + block);
                a0 = low(w, a + numbers).mul(scaleA).fma(low, a0);
                a1 = high(w, a + numbers).mul(scaleA).fma(high, a1);
                float scaleB = scale(w, b + block);
                b0 = low(w, b + numbers).mul(scaleB).fma(low, b0);
                b1 = high(w, b + numbers).mul(scaleB).fma(high, b1);
                float scaleC = scale(w, c + block);
                c0 = low(w, c + numbers).mul(scaleC).fma(low, c0);
                c1 = high(w, c + numbers).mul(scaleC).fma(high, c1);
                float scaleD = scale(w, d + block);
                d0 = low(w, d + numbers).mul(scaleD).fma(low, d0);
                d1 = high(w, d + numbers).mul(scaleD).fma(high, d1);
            }
            a0.intoArray(partial[0], lane);
            a1.intoArray(partial[0], lane + LANES);
            b0.intoArray(partial[1], lane);
            b1.intoArray(partial[1], lane + LANES);
            c0.intoArray(partial[2], lane);
            c1.intoArray(partial[2], lane + LANES);
            d0.intoArray(partial[3], lane);
            d1.intoArray(partial[3], lane + LANES);
        }
    }

    private static float scale(MemorySegment w, long at) {
        return Float.float16ToFloat(w.get(SHORT, at));
    }

    /** The first bytes from a place on, as many as there are lanes. */
    private static FloatVector low(MemorySegment w, long at) {
        return (FloatVector) ByteVector.fromMemorySegment(BYTES, w, at, LITTLE)
                .convertShape(VectorOperators.B2F, S, 0);
    }

    /** As many bytes more. */
    private static FloatVector high(MemorySegment w, long at) {
        return LANES > 4
                ? low(w, at + LANES)
                : (FloatVector) ByteVector.fromMemorySegment(BYTES, w, at, LITTLE)
                        .convertShape(VectorOperators.B2F, S, 1);
    }
}
