package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import java.util.Map;

/** The mean difference of runs of the same seeds, with Student's interval. */
final class PairedDifference {
    private PairedDifference() {}

    /**
     * One side minus the other over the seeds that both have.
     *
     * @param one loss by seed
     * @param other loss by seed
     * @return not a number with infinite ends if fewer than two seeds are common
     */
    static Estimate of(Map<Long, Double> one, Map<Long, Double> other) {
        return Paired.mean(one.entrySet().stream()
                .filter(entry -> other.containsKey(entry.getKey()))
                .mapToDouble(entry -> entry.getValue() - other.getOrDefault(entry.getKey(), Double.NaN))
                .toArray());
    }
}
