package dev.blueline.scaling;

import java.util.Map;
import java.util.Optional;

/**
 * The law of over-training: {@code L = E + (a M^eta + b M^-eta) C^-eta} with M = D/N tokens per parameter (Gadre et al. 2024,
 * arXiv 2403.08540, equation 4). With C = 6 N D it is the additive law with equal exponents {@code 2 eta}.
 *
 * @param floor E, at least 0
 * @param a weight of the loss from too few parameters
 * @param b weight of the loss from too few tokens
 * @param eta exponent of compute
 */
public record Overtrained(double floor, double a, double b, double eta) implements Law {
    @Override
    public double predict(Target target) {
        double ratio = Math.pow(target.tokens() / target.parameters(), eta);
        return floor + (a * ratio + b / ratio) * Math.pow(target.compute(), -eta);
    }

    @Override
    public Map<String, Double> parameters() {
        return Family.named("E", floor, "a", a, "b", b, "eta", eta);
    }

    @Override
    public Family family() {
        return Family.OVERTRAIN;
    }

    @Override
    public Optional<Optimum> optimum(double compute, double flopsPerParameterToken) {
        double ratio = Math.exp(Math.log(b / a) / (2 * eta));
        double size = Math.sqrt(compute / flopsPerParameterToken / ratio);
        return Optimum.of(this, size, compute, flopsPerParameterToken);
    }

    @Override
    public Optional<Exponents> exponents() {
        return Optional.of(new Exponents(0.5, 0.5, eta));
    }
}
