package dev.blueline.scaling;

import java.util.Map;

/**
 * Accuracy as a line in the logarithm of compute, {@code a + b log10 C}, kept within 0 and 1. It cannot hold far; where it fits as
 * well as a bounded law, no bend is in sight.
 *
 * @param level a, accuracy at one FLOP
 * @param slope b, accuracy per tenfold of compute
 */
public record LogCompute(double level, double slope) {
    /** Accuracy after some compute. */
    public double at(double compute) {
        return Math.clamp(level + slope * Math.log10(compute), 0, 1);
    }

    /** The parameters by the letters of the formula. */
    public Map<String, Double> parameters() {
        return Family.named("a", level, "b", slope);
    }

    /** Weighted least squares of the line, before it is kept within bounds. */
    static LogCompute fit(double[] logs, double[] accuracies, double[] weights) {
        double total = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < logs.length; i++) {
            total += weights[i];
            x += weights[i] * logs[i];
            y += weights[i] * accuracies[i];
        }
        double squares = 0;
        double products = 0;
        for (int i = 0; i < logs.length; i++) {
            double off = logs[i] - x / total;
            squares += weights[i] * off * off;
            products += weights[i] * off * (accuracies[i] - y / total);
        }
        double slope = products / squares;
        return new LogCompute((y - slope * x) / total, slope * Math.log(10));
    }
}
