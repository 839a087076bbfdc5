package dev.blueline.scaling;

import java.util.Map;

/**
 * A broken neural scaling law with one break: {@code L = E + b C^-c0 (1 + (C/d1)^(1/f1))^(-c1 f1)} (Caballero et al. 2023,
 * arXiv 2210.14891, equation 1 with n = 1). In log-log the part above E is a line of slope -c0 far below d1 and of slope
 * -(c0 + c1) far above it, joined over a stretch that f1 widens.
 *
 * @param floor E, at least 0
 * @param factor b, in loss at one FLOP of the line before the break
 * @param before c0, the exponent before the break, of either sign
 * @param change c1, what the break adds to the exponent: above 0 the loss falls faster after it
 * @param at d1, compute at the break
 * @param width f1, above 0: about .1 is abrupt, 1 takes a few e-folds on either side
 */
public record BrokenPower(double floor, double factor, double before, double change, double at, double width)
        implements Law {
    @Override
    public double predict(Target target) {
        return predict(target.compute());
    }

    /** Loss at x, where x stands in the place of compute. */
    public double predict(double x) {
        double bent = width * Family.logSum(0, Math.log(x / at) / width);
        return floor + Math.exp(Math.log(factor) - before * Math.log(x) - change * bent);
    }

    @Override
    public Map<String, Double> parameters() {
        return Family.named("E", floor, "b", factor, "c0", before, "c1", change, "d1", at, "f1", width);
    }

    @Override
    public Family family() {
        return Family.BROKEN_POWER;
    }
}
