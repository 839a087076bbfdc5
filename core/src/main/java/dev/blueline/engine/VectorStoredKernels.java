package dev.blueline.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
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

    /** The shortest vector has 8 bytes: of those, four floats take a half. */
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * LANES)));

    private static final int Q8_BYTES = 34;

    /** A page of memory: what the hardware reads ahead ends with it. */
    private static final long PAGE = 4096;

    /** How far ahead of its numbers a page's beginning is read, so that it is on its way when they are wanted. */
    private static final long AHEAD = 2048;

    private static final int HALF = BLOCK / 2;

    /** Takes the even, or the odd, lanes of two vectors: the first's to the lower half, the second's to the upper. */
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, lane -> 2 * lane % LANES);

    private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, lane -> 2 * lane % LANES + 1);
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(S, -1L << LANES / 2);

    private final float[] partial = new float[BLOCK];

    /** Inputs in pairs: of every 32 the even ones, then the odd ones. */
    private float[] paired = new float[0];

    /** What was read ahead, so that the reading is not left out. */
    private int sink;

    @Override
    public void multiply(StoredTensor w, int from, int to, Rows x, int rows, Rows y) {
        int columns = w.columns();
        if (columns % BLOCK != 0) {
            throw new IllegalArgumentException("a row of " + columns + " inputs is no whole number of blocks");
        }
        if (w.format() == NumberFormat.BF16) {
            pair(x, rows, columns);
        }
        long bytes = w.rowBytes();
        for (int i = from; i < to; i++) {
            readAhead(w.bytes(), bytes * i + AHEAD, bytes);
            for (int row = 0; row < rows; row++) {
                y.data()[y.row(row) + i] = switch (w.format()) {
                    case F32 -> f32(w.bytes(), bytes * i, x.data(), x.row(row), columns);
                    case BF16 -> bf16(w.bytes(), bytes * i, row * columns, columns);
                    case Q8_0 -> q8(w.bytes(), bytes * i, x.data(), x.row(row), columns);
                    case F16 -> throw new IllegalArgumentException("F16 is widened when a model is imported");
                };
            }
        }
    }

    /**
     * Reads a number of every page that begins in the next bytes. Hardware reads ahead inside a page only: without this, every page's
     * first numbers are waited for.
     */
    private void readAhead(MemorySegment w, long from, long bytes) {
        long end = Math.min(from + bytes, w.byteSize() - Integer.BYTES);
        long misplaced = (w.address() + from) % PAGE;
        for (long page = misplaced == 0 ? from : from + PAGE - misplaced; page < end; page += PAGE) {
            sink += w.get(ValueLayout.JAVA_INT_UNALIGNED, page);
        }
    }

    private void pair(Rows x, int rows, int columns) {
        if (paired.length < rows * columns) {
            paired = new float[rows * columns];
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns; i += 2 * LANES) {
                FloatVector first = FloatVector.fromArray(S, x.data(), x.row(row) + i);
                FloatVector second = FloatVector.fromArray(S, x.data(), x.row(row) + i + LANES);
                int at = row * columns + i / BLOCK * BLOCK + i % BLOCK / 2;
                first.rearrange(EVEN).blend(second.rearrange(EVEN), UPPER).intoArray(paired, at);
                first.rearrange(ODD).blend(second.rearrange(ODD), UPPER).intoArray(paired, at + HALF);
            }
        }
    }

    private float f32(MemorySegment w, long from, float[] x, int at, int columns) {
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
        return VectorSums.fold(partial);
    }

    /** Two neighbouring numbers are an int's halves: the lower moved up, the upper alone, each is a float. */
    private float bf16(MemorySegment w, long from, int at, int columns) {
        for (int lane = 0; lane < HALF; lane += LANES) {
            FloatVector even = FloatVector.zero(S);
            FloatVector odd = FloatVector.zero(S);
            for (int k = 0; k < columns; k += BLOCK) {
                IntVector both = IntVector.fromMemorySegment(INTS, w, from + 4L * lane + 2L * k, LITTLE);
                FloatVector lower = both.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
                FloatVector upper = both.and(0xFFFF0000).reinterpretAsFloats();
                even = lower.fma(FloatVector.fromArray(S, paired, at + lane + k), even);
                odd = upper.fma(FloatVector.fromArray(S, paired, at + lane + HALF + k), odd);
            }
            even.intoArray(partial, lane);
            odd.intoArray(partial, lane + HALF);
        }
        return VectorSums.foldPaired(partial);
    }

    private float q8(MemorySegment w, long from, float[] x, int at, int columns) {
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
        return VectorSums.fold(partial);
    }

    /** The first bytes from a place on, as many as there are lanes. */
    private static FloatVector low(MemorySegment w, long at) {
        return (FloatVector) ByteVector.fromMemorySegment(BYTES, w, at, LITTLE).convertShape(VectorOperators.B2F, S, 0);
    }

    /** As many bytes more. */
    private static FloatVector high(MemorySegment w, long at) {
        return LANES > 4
                ? low(w, at + LANES)
                : (FloatVector)
                        ByteVector.fromMemorySegment(BYTES, w, at, LITTLE).convertShape(VectorOperators.B2F, S, 1);
    }
}
