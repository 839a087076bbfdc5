package dev.blueline.scaling;

import java.util.Map;

/**
 * Accuracy against RL compute: {@code R(C) = R0 + (A - R0) / (1 + (Cmid/C)^B)} (Khatri et al. 2025, The Art of Scaling
 * Reinforcement Learning Compute, arXiv 2510.13786, equation 1).
 *
 * @param start R0, accuracy before RL, 0 to 1
 * @param asymptote A, accuracy that more compute comes near, 0 to 1; below the start where RL does harm
 * @param steepness B, above 0
 * @param middle Cmid, the compute at which half of the way is gone: the bend
 */
public record RlSigmoid(double start, double asymptote, double steepness, double middle) {
    /** Accuracy after some RL compute. */
    public double at(double compute) {
        return start + (asymptote - start) * share(Math.log(compute), steepness, Math.log(middle));
    }

    /** Share of the way that is gone, of the logarithms of compute and middle. */
    static double share(double log, double steepness, double middle) {
        return 1 / (1 + Math.exp(steepness * (middle - log)));
    }

    /** The parameters by the letters of the formula. */
    public Map<String, Double> parameters() {
        return Family.named("R0", start, "A", asymptote, "B", steepness, "Cmid", middle);
    }
}
