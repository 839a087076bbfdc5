package dev.blueline.scaling;

import java.util.Map;
import java.util.Optional;

/**
 * Kaplan's joint law: {@code L = [(Nc/N)^(aN/aD) + Dc/D]^aD} (Kaplan et al. 2020, arXiv 2001.08361, equation 1.5). Size and
 * tokens interact: a larger model gains more from each token.
 *
 * @param nc Nc, parameters
 * @param dc Dc, tokens
 * @param aN exponent of size when tokens abound
 * @param aD exponent of tokens when size abounds
 */
public record KaplanJoint(double nc, double dc, double aN, double aD) implements Law {
    @Override
    public double predict(Target target) {
        return Math.pow(Math.pow(nc / target.parameters(), aN / aD) + dc / target.tokens(), aD);
    }

    @Override
    public Map<String, Double> parameters() {
        return Family.named("Nc", nc, "Dc", dc, "aN", aN, "aD", aD);
    }

    @Override
    public double floor() {
        return 0;
    }

    @Override
    public Family family() {
        return Family.KAPLAN;
    }

    @Override
    public Optional<Optimum> optimum(double compute, double flopsPerParameterToken) {
        double ratio = aN / aD;
        double size = Family.optimalSize(Math.pow(nc, ratio), ratio, dc, 1, compute / flopsPerParameterToken);
        return Optimum.of(this, size, compute, flopsPerParameterToken);
    }

    @Override
    public Optional<Exponents> exponents() {
        double ratio = aN / aD;
        return Optional.of(new Exponents(1 / (1 + ratio), ratio / (1 + ratio), aN / (1 + ratio)));
    }
}
