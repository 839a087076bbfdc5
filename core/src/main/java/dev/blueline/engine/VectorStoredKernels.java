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
 * {@link StoredKernels} on vectors, a row of the matrix after the other, as it lies in memory. Vectors of 16 floats hold all 32 partial
 * sums in two; shorter ones go along the row again for the others, which lies in the near cache by then. Inputs come in whole blocks
 * of 32.
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

    private final float[] partial = new float[BLOCK];

    @Override
    public void multiply(StoredTensor w, int from, int to, Rows x, int rows, Rows y) {
        int columns = w.columns();
        if (columns % BLOCK != 0) {
            throw new IllegalArgumentException("a row of " + columns + " inputs is no whole number of blocks");
        }
        long bytes = w.rowBytes();
        for (int i = from; i < to; i++) {
            for (int row = 0; row < rows; row++) {
                switch (w.format()) {
                    case F32 -> f32(w.bytes(), bytes * i, x.data(), x.row(row), columns);
                    case BF16 -> bf16(w.bytes(), bytes * i, x.data(), x.row(row), columns);
                    case Q8_0 -> q8(w.bytes(), bytes * i, x.data(), x.row(row), columns);
                    case F16 -> throw new IllegalArgumentException("F16 is widened when a model is imported");
                }
                y.data()[y.row(row) + i] = VectorSums.fold(partial);
            }
        }
    }

    private void f32(MemorySegment w, long from, float[] x, int at, int columns) {
        for (int lane = 0; lane < BLOCK; lane += 2 * LANES) {
            FloatVector low = FloatVector.zero(S);
            FloatVector high = FloatVector.zero(S);
            for (int k = lane; k < columns; k += BLOCK) {
                long place = from + 4L * k;
                low = FloatVector.fromMemorySegment(S, w, place, LITTLE).fma(FloatVector.fromArray(S, x, at + k), low);
                high = FloatVector.fromMemorySegment(S, w, place + 4 * LANES, LITTLE)
                        .fma(FloatVector.fromArray(S, x, at + k + LANES), high);
            }
            low.intoArray(partial, lane);
            high.intoArray(partial, lane + LANES);
        }
    }

    private void bf16(MemorySegment w, long from, float[] x, int at, int columns) {
        for (int lane = 0; lane < BLOCK; lane += 2 * LANES) {
            FloatVector low = FloatVector.zero(S);
            FloatVector high = FloatVector.zero(S);
            for (int k = lane; k < columns; k += BLOCK) {
                long place = from + 2L * k;
                low = halves(w, place).fma(FloatVector.fromArray(S, x, at + k), low);
                high = halves(w, place + 2 * LANES).fma(FloatVector.fromArray(S, x, at + k + LANES), high);
            }
            low.intoArray(partial, lane);
            high.intoArray(partial, lane + LANES);
        }
    }

    /** The upper halves of floats become floats; what the sign fills is shifted out again. */
    private static FloatVector halves(MemorySegment w, long at) {
        IntVector wide = (IntVector)
                ShortVector.fromMemorySegment(SHORTS, w, at, LITTLE).convertShape(VectorOperators.S2I, INTS, 0);
        return wide.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    private void q8(MemorySegment w, long from, float[] x, int at, int columns) {
        for (int lane = 0; lane < BLOCK; lane += 2 * LANES) {
            FloatVector low = FloatVector.zero(S);
            FloatVector high = FloatVector.zero(S);
            // counted in blocks: bounds checks leave the loop where places are multiples of its counter
            for (int block = 0; block < columns / BLOCK; block++) {
                long place = from + (long) Q8_BYTES * block;
                int k = at + lane + BLOCK * block;
                float scale = Float.float16ToFloat(w.get(SHORT, place));
                low = low(w, place + 2 + lane).mul(scale).fma(FloatVector.fromArray(S, x, k), low);
                high = high(w, place + 2 + lane).mul(scale).fma(FloatVector.fromArray(S, x, k + LANES), high);
            }
            low.intoArray(partial, lane);
            high.intoArray(partial, lane + LANES);
        }
    }

    /** The first bytes from a place on, as many as there are lanes. */
    private static FloatVector low(MemorySegment w, long at) {
        return (FloatVector)
                ByteVector.fromMemorySegment(BYTES, w, at, LITTLE).convertShape(VectorOperators.B2F, S, 0);
    }

    /** As many bytes more. */
    private static FloatVector high(MemorySegment w, long at) {
        return LANES > 4
                ? low(w, at + LANES)
                : (FloatVector)
                        ByteVector.fromMemorySegment(BYTES, w, at, LITTLE).convertShape(VectorOperators.B2F, S, 1);
    }
}
