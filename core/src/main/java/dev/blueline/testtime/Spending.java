package dev.blueline.testtime;

/**
 * What an answer cost.
 *
 * @param tokens drawn
 * @param flops of the model and of a learned verifier, exactly as counted from their shapes; a prefix that several attempts share counts once
 * @param verifierSteps steps of the task's verifier
 * @param verifierSeconds its time
 * @param seconds of it all; NaN where the answer was chosen from attempts that were drawn for several strategies at once
 */
public record Spending(long tokens, double flops, long verifierSteps, double verifierSeconds, double seconds) {
    public static final Spending NOTHING = new Spending(0, 0, 0, 0, 0);

    public Spending plus(Spending other) {
        return new Spending(
                tokens + other.tokens,
                flops + other.flops,
                verifierSteps + other.verifierSteps,
                verifierSeconds + other.verifierSeconds,
                seconds + other.seconds);
    }
}
