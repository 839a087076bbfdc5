package dev.blueline.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** How the numbers of a stored tensor are written, lowest byte first. All of them become float32 without rounding. */
public enum NumberFormat {
    /** IEEE 754, 32 bits. */
    F32(1, 4),
    /** IEEE 754, 16 bits. */
    F16(1, 2),
    /** The upper half of F32. */
    BF16(1, 2),
    /** Blocks of 32: a scale in F16, then 32 signed bytes (ggml, {@code block_q8_0}). */
    Q8_0(32, 34);

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int block;
    private final int blockBytes;

    NumberFormat(int block, int blockBytes) {
        this.block = block;
        this.blockBytes = blockBytes;
    }

    /** Numbers that are written together: a row's length must be a multiple of it. */
    public int block() {
        return block;
    }

    /** Bytes of so many numbers, a multiple of {@link #block}. */
    public long bytes(long numbers) {
        return numbers / block * blockBytes;
    }

    /** The numbers of a segment, whose size must be {@link #bytes} of them. */
    public float[] decode(MemorySegment from, int numbers) {
        float[] to = new float[numbers];
        switch (this) {
            case F32 -> MemorySegment.copy(from, FLOAT, 0, to, 0, numbers);
            case F16 -> {
                for (int i = 0; i < numbers; i++) {
                    to[i] = Float.float16ToFloat(from.get(SHORT, 2L * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < numbers; i++) {
                    to[i] = Float.intBitsToFloat(from.get(SHORT, 2L * i) << 16);
                }
            }
            case Q8_0 -> {
                for (int i = 0; i < numbers; i++) {
                    long at = i / 32 * 34L;
                    float scale = Float.float16ToFloat(from.get(SHORT, at));
                    to[i] = scale * from.get(ValueLayout.JAVA_BYTE, at + 2 + i % 32);
                }
            }
        }
        return to;
    }

    /** Numbers in F32, without a copy where the machine keeps the lowest byte first. */
    static MemorySegment segment(float[] numbers) {
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            return MemorySegment.ofArray(numbers);
        }
        return MemorySegment.ofArray(F32.encode(numbers));
    }

    /**
     * The numbers as bytes, rounded to the nearest that the format has; Q8_0 as ggml's {@code quantize_row_q8_0_ref} rounds. A number
     * beyond the format's range becomes infinite.
     */
    public byte[] encode(float[] numbers) {
        byte[] bytes = new byte[Math.toIntExact(bytes(numbers.length))];
        MemorySegment to = MemorySegment.ofArray(bytes);
        switch (this) {
            case F32 -> MemorySegment.copy(numbers, 0, to, FLOAT, 0, numbers.length);
            case F16 -> {
                for (int i = 0; i < numbers.length; i++) {
                    to.set(SHORT, 2L * i, Float.floatToFloat16(numbers[i]));
                }
            }
            case BF16 -> {
                for (int i = 0; i < numbers.length; i++) {
                    to.set(SHORT, 2L * i, nearestBfloat16(numbers[i]));
                }
            }
            case Q8_0 -> {
                for (int from = 0; from < numbers.length; from += 32) {
                    quantise(numbers, from, to, from / 32 * 34L);
                }
            }
        }
        return bytes;
    }

    /** Ties go to the even one; a value that is not a number stays one. */
    private static short nearestBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) (Float.isNaN(value) ? bits >>> 16 | 0x40 : (bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16);
    }

    private static void quantise(float[] numbers, int from, MemorySegment to, long at) {
        float largest = 0;
        for (int i = 0; i < 32; i++) {
            largest = Math.max(largest, Math.abs(numbers[from + i]));
        }
        float scale = largest / 127;
        float inverse = scale == 0 ? 0 : 1 / scale;
        to.set(SHORT, at, Float.floatToFloat16(scale));
        for (int i = 0; i < 32; i++) {
            float value = numbers[from + i] * inverse;
            // C's roundf: halves away from zero
            to.set(ValueLayout.JAVA_BYTE, at + 2 + i, (byte) (Math.signum(value) * Math.floor(Math.abs(value) + 0.5f)));
        }
    }
}
