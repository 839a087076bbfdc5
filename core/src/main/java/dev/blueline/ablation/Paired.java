package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import java.util.Arrays;
import java.util.Locale;
import org.hipparchus.distribution.continuous.TDistribution;

/** Means over seeds with 90% intervals of Student's t: of single arms, or of differences in which a seed is paired with itself. */
public final class Paired {
    private Paired() {}

    /** The mean; one value has an interval without end. */
    public static Estimate mean(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (values.length < 2) {
            return new Estimate(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double half = quantile(values.length - 1) * deviation(values) / Math.sqrt(values.length);
        return new Estimate(mean, mean - half, mean + half);
    }

    /** Quantile of Student's t at .95: both ends of an interval of 90% lie so many standard errors off. */
    static double quantile(int freedom) {
        return new TDistribution(freedom).inverseCumulativeProbability(0.95);
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
