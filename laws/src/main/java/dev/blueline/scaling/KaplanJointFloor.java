package dev.blueline.scaling;

import java.util.Map;
import java.util.Optional;

/**
 * Kaplan's joint law above a floor: {@code L = E + [(Nc/N)^(aN/aD) + Dc/D]^aD}.
 *
 * @param floor E, at least 0
 * @param joint the law above the floor
 */
public record KaplanJointFloor(double floor, KaplanJoint joint) implements Law {
    @Override
    public double predict(Target target) {
        return floor + joint.predict(target);
    }

    @Override
    public Map<String, Double> parameters() {
        return Family.named("E", floor, "Nc", joint.nc(), "Dc", joint.dc(), "aN", joint.aN(), "aD", joint.aD());
    }

    @Override
    public Family family() {
        return Family.KAPLAN_FLOOR;
    }

    @Override
    public Optional<Optimum> optimum(double compute, double flopsPerParameterToken) {
        return joint.optimum(compute, flopsPerParameterToken)
                .map(best -> new Optimum(best.parameters(), best.tokens(), floor + best.loss()));
    }

    @Override
    public Optional<Exponents> exponents() {
        return joint.exponents();
    }
}
