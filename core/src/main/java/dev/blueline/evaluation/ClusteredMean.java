package dev.blueline.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/** A mean of values, or a ratio of two sums, whose clusters are told by name. */
public final class ClusteredMean {
    private final Map<String, double[]> clusters = new LinkedHashMap<>();

    /** Adds a value. */
    public void add(String cluster, double value) {
        add(cluster, value, 1);
    }

    /** Adds a part of the two sums. */
    public void add(String cluster, double numerator, double denominator) {
        double[] sums = clusters.computeIfAbsent(cluster, unseen -> new double[2]);
        sums[0] += numerator;
        sums[1] += denominator;
    }

    /** The mean or ratio; its standard error is not a number where there is one cluster. */
    public Estimate estimate() {
        ClusteredRatio ratio = new ClusteredRatio();
        clusters.values().forEach(sums -> ratio.add(sums[0], sums[1]));
        return ratio.estimate();
    }
}
