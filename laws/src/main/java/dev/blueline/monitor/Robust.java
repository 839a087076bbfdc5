package dev.blueline.monitor;

import java.util.Arrays;

/** Middle and spread that a few wild values do not move. */
final class Robust {
    private Robust() {}

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Median absolute deviation, times 1.4826: the standard deviation of normal values. */
    static double scale(double[] values, double median) {
        return 1.4826
                * median(Arrays.stream(values)
                        .map(value -> Math.abs(value - median))
                        .toArray());
    }
}
