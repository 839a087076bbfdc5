package dev.blueline.answering;

import java.util.Locale;

/**
 * A model of a study, trained.
 *
 * @param parameters in all
 * @param matmul parameters in matrix products, the head included
 * @param taughtFlops of teaching
 * @param improvedFlops of reinforcement learning after it, rollouts included
 * @param tokens that it learned from
 * @param seconds of all its training
 */
public record Trained(
        Candidate candidate,
        long parameters,
        long matmul,
        double taughtFlops,
        double improvedFlops,
        long tokens,
        double seconds) {

    /** FLOPs of all its training, teaching included. */
    public double flops() {
        return taughtFlops + improvedFlops;
    }

    /** Such as {@code 64x4 of 1.4e13 FLOP, 6e12 of them reinforcement learning}. */
    public String words() {
        return candidate.size() + " of " + flops(flops()) + " FLOP"
                + (improvedFlops > 0 ? ", " + flops(improvedFlops) + " of them reinforcement learning" : "");
    }

    /** Such as {@code 2.5e11}; small numbers as they are. */
    static String flops(double flops) {
        return flops < 1000
                ? String.format(Locale.ROOT, "%.0f", flops)
                : String.format(Locale.ROOT, "%.1e", flops)
                        .replace(".0e", "e")
                        .replace("e+0", "e")
                        .replace("e+", "e");
    }
}
