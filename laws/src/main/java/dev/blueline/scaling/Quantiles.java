package dev.blueline.scaling;

import java.util.Arrays;
import java.util.Comparator;

/** Quantiles of weighted values. */
public final class Quantiles {
    private Quantiles() {}

    /** The smallest value whose cumulated share of weight reaches each level; levels in rising order. */
    public static double[] weighted(double[] values, double[] weights, double... levels) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double total = Arrays.stream(weights).sum();
        double[] quantiles = new double[levels.length];
        double cumulated = 0;
        int next = 0;
        for (int i : order) {
            cumulated += weights[i];
            while (next < levels.length && cumulated >= levels[next] * total * (1 - 1e-12)) {
                quantiles[next++] = values[i];
            }
        }
        Arrays.fill(quantiles, next, levels.length, values[order[order.length - 1]]);
        return quantiles;
    }

    public static double[] of(double[] values, double... levels) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return weighted(values, ones, levels);
    }
}
