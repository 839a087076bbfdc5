package dev.blueline.testtime;

/**
 * One response of a pool.
 *
 * @param answer text after the thought, without white space around it; empty where the response was cut
 * @param meanLogProbability of its tokens at temperature 1, in nats
 * @param score the verifier's, 0 where it was cut, NaN where the verifier broke
 * @param tokens drawn
 * @param flops of drawing it, the prompt apart
 * @param verifierSteps what it takes to have it verified
 * @param verifierSeconds time that this took
 */
public record Attempt(
        String answer,
        double meanLogProbability,
        double score,
        int tokens,
        double flops,
        long verifierSteps,
        double verifierSeconds) {

    /** One whose verification costs nothing. */
    public Attempt(String answer, double meanLogProbability, double score, int tokens, double flops) {
        this(answer, meanLogProbability, score, tokens, flops, 0, 0);
    }

    /** Whether there is an answer that could be chosen. */
    boolean answers() {
        return !answer.isEmpty();
    }

    /** Whether the verifier finds it right altogether. */
    public boolean right() {
        return score == 1;
    }
}
