package dev.blueline.testtime;

/**
 * What a learned verifier thinks of a response.
 *
 * @param right probability that it turns out right; NaN where none was asked
 * @param flops of asking
 */
public record Value(double right, double flops) {
    public static final Value NONE = new Value(Double.NaN, 0);
}
