package dev.blueline.engine;

/**
 * {@code exp(-d)} for d >= 0, in single precision: relative error below 2e-7 (4e-7 where d > 40), exactly 0 beyond d of about 87.7 and at
 * infinity, exactly 1 at 0. The platform's own functions promise no fixed bits.
 *
 * <p>{@code exp(-d) = 2^n exp(-r)} with n the integer nearest to {@code -d / ln 2} and |r| at most {@code ln(2) / 2};
 * exp(-r) is a polynomial of degree 6 fitted to least largest relative error (3e-9), 2^n is made of bits.
 */
final class Exponential {
    static final float LOG2_E = 1.442695f;

    /** One constant is enough: its error, 2e-9, is multiplied by n, which is large only where exp(-d) is tiny. */
    static final float LN2 = 0.6931472f;

    /** Beyond this the result is 0 whatever d is. */
    static final int LARGEST_BITS = Float.floatToRawIntBits(104f);

    /** Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits; 127 is the exponent's bias. */
    static final float ROUND = 12582912f + 127f;

    /** The bits of {@code ROUND - 127}: a smaller n means 2^n is below the least normal number, and counts as 0. */
    static final int ROUND_BITS = Float.floatToRawIntBits(12582912f);

    static final float C1 = -1f;
    static final float C2 = 0.49999994f;
    static final float C3 = -0.1666652f;
    static final float C4 = 0.0416684f;
    static final float C5 = -0.008368851f;
    static final float C6 = 0.001381432f;

    private Exponential() {}

    /** The smaller of d and the bound beyond which exp(-d) is 0. */
    static float bounded(float d) {
        // On bits of numbers >= 0 the order is that of integers, and an integer minimum has no NaN case.
        return Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(d), LARGEST_BITS));
    }

    static float ofMinus(float d) {
        float bounded = bounded(d);
        float rounded = Math.fma(bounded, -LOG2_E, ROUND);
        float n = rounded - ROUND;
        float r = Math.fma(n, LN2, bounded);
        float p = Math.fma(r, C6, C5);
        p = Math.fma(r, p, C4);
        p = Math.fma(r, p, C3);
        p = Math.fma(r, p, C2);
        p = Math.fma(r, p, C1);
        p = Math.fma(r, p, 1f);
        int power = Math.max(Float.floatToRawIntBits(rounded), ROUND_BITS) << 23;
        return p * Float.intBitsToFloat(power);
    }
}
