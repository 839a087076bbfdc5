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
 * @param value what a learned verifier thinks of it; {@link Value#NONE} if none was asked, and where it was cut
 */
public record Attempt(
        String answer,
        double meanLogProbability,
        double score,
        int tokens,
        double flops,
        long verifierSteps,
        double verifierSeconds,
        Value value) {

    /** One that no learned verifier has seen. */
    public Attempt(
            String answer,
            double meanLogProbability,
            double score,
            int tokens,
            double flops,
            long verifierSteps,
            double verifierSeconds) {
        this(answer, meanLogProbability, score, tokens, flops, verifierSteps, verifierSeconds, Value.NONE);
    }

    /** One whose verification costs nothing. */
    public Attempt(String answer, double meanLogProbability, double score, int tokens, double flops) {
        this(answer, meanLogProbability, score, tokens, flops, 0, 0);
    }

    Attempt with(Value value) {
        return new Attempt(
                answer, meanLogProbability, score, tokens, flops, verifierSteps, verifierSeconds, value);
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
