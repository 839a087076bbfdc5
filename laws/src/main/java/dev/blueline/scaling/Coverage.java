package dev.blueline.scaling;

import java.util.Map;

/**
 * A power law of the logarithm of coverage: {@code -ln pass@k = a k^-b} (Brown et al. 2024, arXiv 2407.21787, section 3).
 *
 * @param factor a, minus the log of pass@1
 * @param exponent b
 */
public record Coverage(double factor, double exponent) {

    /** Expected share of problems that one of {@code k} samples solves. */
    public double at(double k) {
        return Math.exp(-factor * Math.pow(k, -exponent));
    }

    /** The parameters by the letters of the formula. */
    public Map<String, Double> parameters() {
        return Family.named("a", factor, "b", exponent);
    }

    /**
     * Least squares of the line in {@code ln k} and {@code ln(-ln pass@k)}. Points at which nothing or everything is covered have no place
     * on it and are left out.
     *
     * @throws IllegalArgumentException if fewer than two different k are left
     */
    public static Coverage fit(double[] samples, double[] pass) {
        double count = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < samples.length; i++) {
            if (pass[i] > 0 && pass[i] < 1) {
                double log = Math.log(samples[i]);
                double value = Math.log(-Math.log(pass[i]));
                count++;
                x += log;
                y += value;
                xx += log * log;
                xy += log * value;
            }
        }
        double spread = count * xx - x * x;
        if (count < 2 || spread <= 0) {
            throw new IllegalArgumentException("a line needs two different k with pass@k between 0 and 1");
        }
        double slope = (count * xy - x * y) / spread;
        return new Coverage(Math.exp((y - slope * x) / count), -slope);
    }
}
