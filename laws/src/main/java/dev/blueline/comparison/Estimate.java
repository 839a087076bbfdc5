package dev.blueline.comparison;

import java.util.Arrays;

/**
 * A figure with its interval.
 *
 * @param value median
 * @param low lower end
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {

    /** Median and central interval of draws. */
    static Estimate of(double[] draws, double level) {
        double[] sorted = Arrays.stream(draws).sorted().toArray();
        return new Estimate(
                quantile(sorted, 0.5), quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2));
    }

    /** Of the exponentials of draws. */
    static Estimate exponential(double[] draws, double level) {
        Estimate logarithm = of(draws, level);
        return new Estimate(Math.exp(logarithm.value), Math.exp(logarithm.low), Math.exp(logarithm.high));
    }

    /** With straight lines between the order statistics. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    boolean holds(double truth) {
        return low <= truth && truth <= high;
    }
}
