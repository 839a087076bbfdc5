package dev.blueline.scaling;

import java.util.Map;
import java.util.Optional;

/**
 * What parabolas at equal compute say of every size: {@code L = E + k C^-kappa (1 + h (ln N - ln N*)^2)} with {@code N* = G C^a}.
 * The parabolas of {@link IsoFlops} give G, a and h; their lowest points E, k and kappa. Under the additive law the curvature of
 * a parabola is a fixed share of the reducible loss, which is why h does not depend on C.
 *
 * @param floor E, at least 0
 * @param k reducible loss at one FLOP and the best size
 * @param kappa exponent of compute
 * @param g G, best size at one FLOP
 * @param a exponent of the best size
 * @param h curvature over the reducible loss
 */
public record IsoFlopSurface(double floor, double k, double kappa, double g, double a, double h) implements Law {
    @Override
    public double predict(Target target) {
        double off = Math.log(target.parameters() / bestSize(target.compute()));
        return floor + k * Math.pow(target.compute(), -kappa) * (1 + h * off * off);
    }

    private double bestSize(double compute) {
        return g * Math.pow(compute, a);
    }

    @Override
    public Map<String, Double> parameters() {
        return Family.named("E", floor, "k", k, "kappa", kappa, "G", g, "a", a, "h", h);
    }

    @Override
    public Family family() {
        return Family.ISOFLOP;
    }

    @Override
    public Optional<Optimum> optimum(double compute, double flopsPerParameterToken) {
        return Optimum.of(this, bestSize(compute), compute, flopsPerParameterToken);
    }

    @Override
    public Optional<Exponents> exponents() {
        return Optional.of(new Exponents(a, 1 - a, kappa));
    }
}
