package dev.blueline.answering;

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
}
