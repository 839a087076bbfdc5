package dev.blueline.testtime;

/**
 * One response of a pool.
 *
 * @param answer text after the thought, without white space around it; empty where the response was cut
 * @param meanLogProbability of its tokens at temperature 1, in nats
 * @param score the verifier's, 0 where it was cut, NaN where the verifier broke
 * @param tokens drawn
 * @param flops of drawing it, the prompt apart
 */
public record Attempt(String answer, double meanLogProbability, double score, int tokens, double flops) {

    /** Whether there is an answer that could be chosen. */
    boolean answers() {
        return !answer.isEmpty();
    }

    /** Whether the verifier finds it right altogether. */
    public boolean right() {
        return score == 1;
    }
}
