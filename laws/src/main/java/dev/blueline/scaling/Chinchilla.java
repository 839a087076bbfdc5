package dev.blueline.scaling;

import java.util.Map;
import java.util.Optional;

/**
 * The additive law: {@code L = E + A/N^alpha + B/D^beta} (Hoffmann et al. 2022, arXiv 2203.15556, section 3.3, refitted by
 * Besiroglu et al. 2024, arXiv 2404.10102).
 *
 * @param floor E, at least 0
 * @param a A
 * @param alpha exponent of size
 * @param b B
 * @param beta exponent of tokens
 */
public record Chinchilla(double floor, double a, double alpha, double b, double beta) implements Law {
    @Override
    public double predict(Target target) {
        return floor + a * Math.pow(target.parameters(), -alpha) + b * Math.pow(target.tokens(), -beta);
    }

    @Override
    public Map<String, Double> parameters() {
        return Family.named("E", floor, "A", a, "alpha", alpha, "B", b, "beta", beta);
    }

    @Override
    public Family family() {
        return Family.CHINCHILLA;
    }

    @Override
    public Optional<Optimum> optimum(double compute, double flopsPerParameterToken) {
        return Optimum.of(
                this,
                Family.optimalSize(a, alpha, b, beta, compute / flopsPerParameterToken),
                compute,
                flopsPerParameterToken);
    }

    @Override
    public Optional<Exponents> exponents() {
        double sum = alpha + beta;
        return Optional.of(new Exponents(beta / sum, alpha / sum, alpha * beta / sum));
    }
}
