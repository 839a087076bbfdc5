package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import java.util.Arrays;
import java.util.Locale;

/** Means over seeds with 90% intervals of Student's t: of single arms, or of differences in which a seed is paired with itself. */
public final class Paired {
    /** Quantiles of Student's t at .95, by degrees of freedom from 1. */
    private static final double[] T = {
        6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753, 1.746,
        1.740, 1.734, 1.729, 1.725
    };

    private Paired() {}

    /** The mean; one value has an interval without end. */
    public static Estimate mean(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (values.length < 2) {
            return new Estimate(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double half = T[Math.min(values.length - 2, T.length - 1)] * deviation(values) / Math.sqrt(values.length);
        return new Estimate(mean, mean - half, mean + half);
    }

    /** Standard deviation of a sample, 0 of a single value. */
    static double deviation(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** A difference of logarithms as a relative change: {@code -3.1% [-3.9, -2.3]}; without the interval if there is none. */
    public static String percent(Estimate logarithm) {
        String value = String.format(Locale.ROOT, "%+.1f%%", 100 * Math.expm1(logarithm.value()));
        return Double.isInfinite(logarithm.low())
                ? value + " (one seed)"
                : value
                        + String.format(
                                Locale.ROOT,
                                " [%+.1f, %+.1f]",
                                100 * Math.expm1(logarithm.low()),
                                100 * Math.expm1(logarithm.high()));
    }
}
