package dev.blueline.scaling;

import java.util.Map;
import java.util.Optional;

/**
 * The law of repeated text: {@code L = E + A/N'^alpha + B/D'^beta} (Muennighoff et al. 2023, arXiv 2305.16264, section 3 and
 * appendix A). Of D tokens only U are different, so they are worth
 * {@code D' = U + U RD (1 - exp(-R/RD))} with {@code R = D/U - 1} repetitions; parameters beyond the optimum UN for U fresh
 * tokens decay alike: {@code N' = UN + UN RN (1 - exp(-(N/UN - 1)/RN))}, and {@code N' = N} up to UN. Without repetition it is
 * the additive law where N is at most UN.
 *
 * @param fresh the additive law of text read once
 * @param rD repetitions after which a token has lost 1 - 1/e of its worth
 * @param rN the same for excess parameters
 */
public record DataConstrained(Chinchilla fresh, double rD, double rN) implements Law {
    /** RD of the 182 runs of Muennighoff et al. 2023. */
    public static final double PUBLISHED_RD = 15.39;

    @Override
    public double predict(Target target) {
        double unique = target.uniqueTokens();
        double best = bestSize(unique);
        double size = target.parameters() <= best ? target.parameters() : decayed(target.parameters(), best, rN);
        double tokens = decayed(target.tokens(), unique, rD);
        return fresh.floor() + fresh.a() * Math.pow(size, -fresh.alpha()) + fresh.b() * Math.pow(tokens, -fresh.beta());
    }

    /** What D tokens, U of them different, are worth in fresh tokens. */
    public double effectiveTokens(double tokens, double unique) {
        return decayed(tokens, unique, rD);
    }

    /**
     * Epochs after which a further token is worth half of a fresh one, {@code 1 + RD ln 2}: the worth of the last token read
     * is {@code dD'/dD = exp(-(D/U - 1)/RD)}.
     */
    public double halfWorth() {
        return 1 + rD * Math.log(2);
    }

    /** What tokens, some of them different, are worth in fresh ones where RD is known. */
    public static double worth(double tokens, double unique, double rD) {
        return decayed(tokens, unique, rD);
    }

    private static double decayed(double all, double unique, double scale) {
        return unique * (1 - scale * Math.expm1(-Math.max(0, all / unique - 1) / scale));
    }

    /** UN: the size that is compute-optimal for U tokens read once, {@code alpha A / N^alpha = beta B / U^beta}. */
    double bestSize(double unique) {
        double log = Math.log(fresh.alpha() * fresh.a() / (fresh.beta() * fresh.b())) + fresh.beta() * Math.log(unique);
        return Math.exp(log / fresh.alpha());
    }

    @Override
    public Map<String, Double> parameters() {
        return Family.named(
                "E",
                fresh.floor(),
                "A",
                fresh.a(),
                "B",
                fresh.b(),
                "alpha",
                fresh.alpha(),
                "beta",
                fresh.beta(),
                "RD",
                rD,
                "RN",
                rN);
    }

    @Override
    public double floor() {
        return fresh.floor();
    }

    @Override
    public Family family() {
        return Family.DATA_CONSTRAINED;
    }

    /** The optimum where text does not run out. */
    @Override
    public Optional<Optimum> optimum(double compute, double flopsPerParameterToken) {
        return fresh.optimum(compute, flopsPerParameterToken);
    }

    @Override
    public Optional<Exponents> exponents() {
        return fresh.exponents();
    }
}
