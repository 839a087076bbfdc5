package dev.blueline.accelerator;

/**
 * Arithmetic of bfloat16, the upper half of a float: 8 bits of exponent, 8 of precision. This is what AVX512-BF16 does,
 * to the bit: numbers below the smallest normal one count as zero before and after each operation.
 */
final class Bfloat16 {
    private Bfloat16() {}

    /** The nearest bfloat16 as a float, ties to even. */
    static float round(float x) {
        if (Float.isNaN(x)) {
            return x;
        }
        int bits = Float.floatToRawIntBits(flush(x));
        int rounded = bits + 0x7fff + (bits >> 16 & 1);
        return Float.intBitsToFloat(rounded & 0xffff0000);
    }

    /** Sum plus two products of rounded numbers, the odd one first. */
    static float add(float sum, float evenA, float evenB, float oddA, float oddB) {
        float odd = flush(Math.fma(oddA, oddB, flush(sum)));
        return flush(Math.fma(evenA, evenB, odd));
    }

    private static float flush(float x) {
        return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0f, x) : x;
    }
}
