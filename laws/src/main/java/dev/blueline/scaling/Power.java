package dev.blueline.scaling;

import java.util.Map;

/**
 * A straight line in log-log along the compute frontier: {@code L = (C0 / C)^a} (Kaplan et al. 2020, arXiv 2001.08361,
 * equation 1.3).
 *
 * @param scale C0, the compute at which the loss would be 1
 * @param exponent a
 */
public record Power(double scale, double exponent) implements Law {
    @Override
    public double predict(Target target) {
        return Math.pow(scale / target.compute(), exponent);
    }

    @Override
    public Map<String, Double> parameters() {
        return Family.named("C0", scale, "a", exponent);
    }

    @Override
    public double floor() {
        return 0;
    }

    @Override
    public Family family() {
        return Family.POWER;
    }
}
