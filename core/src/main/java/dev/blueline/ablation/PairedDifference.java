package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import java.util.Map;

/** The mean difference of runs of the same seeds, with Student's interval. */
final class PairedDifference {
    /** Quantiles at 95% of Student's distribution for 1 to 10 degrees of freedom: intervals of 90%. */
    private static final double[] T = {6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812};

    private static final double Z = 1.645;

    private PairedDifference() {}

    /**
     * One side minus the other over the seeds that both have.
     *
     * @param one loss by seed
     * @param other loss by seed
     * @return not a number with infinite ends if fewer than two seeds are common
     */
    static Estimate of(Map<Long, Double> one, Map<Long, Double> other) {
        double[] differences = one.entrySet().stream()
                .filter(entry -> other.containsKey(entry.getKey()))
                .mapToDouble(entry -> entry.getValue() - other.getOrDefault(entry.getKey(), Double.NaN))
                .toArray();
        int n = differences.length;
        if (n < 2) {
            return new Estimate(
                    n == 0 ? Double.NaN : differences[0], Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double mean = 0;
        for (double difference : differences) {
            mean += difference / n;
        }
        double squares = 0;
        for (double difference : differences) {
            squares += (difference - mean) * (difference - mean);
        }
        double half = quantile(n - 1) * Math.sqrt(squares / (n - 1) / n);
        return new Estimate(mean, mean - half, mean + half);
    }

    /** At 95%; beyond the table by the first term of its expansion about the normal distribution. */
    static double quantile(int freedom) {
        return freedom <= T.length ? T[freedom - 1] : Z + (Z * Z * Z + Z) / (4 * freedom);
    }
}
