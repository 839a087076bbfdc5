package dev.blueline.scaling;

import java.util.Map;

/**
 * The compute frontier with a floor: {@code L = E + k C^-a}.
 *
 * @param floor E, at least 0
 * @param factor k, in loss at one FLOP
 * @param exponent a
 */
public record PowerFloor(double floor, double factor, double exponent) implements Law {
    @Override
    public double predict(Target target) {
        return floor + factor * Math.pow(target.compute(), -exponent);
    }

    @Override
    public Map<String, Double> parameters() {
        return Family.named("E", floor, "k", factor, "a", exponent);
    }

    @Override
    public Family family() {
        return Family.POWER_FLOOR;
    }
}
