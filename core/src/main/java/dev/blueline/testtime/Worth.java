package dev.blueline.testtime;

/**
 * What a strategy is worth on one problem, and what it spends there: means over subsets of the pool, or over a curve's problems.
 *
 * @param right probability of a right answer
 * @param tokens drawn
 * @param flops of the model, the prompt counted once
 * @param verified attempts verified
 * @param verifierSteps steps of the verifier
 * @param verifierSeconds its time
 */
public record Worth(
        double right, double tokens, double flops, double verified, double verifierSteps, double verifierSeconds) {
    static final Worth NOTHING = new Worth(0, 0, 0, 0, 0, 0);

    static Worth of(boolean right, int verified, Spending spending) {
        return new Worth(
                right ? 1 : 0,
                spending.tokens(),
                spending.flops(),
                verified,
                spending.verifierSteps(),
                spending.verifierSeconds());
    }

    Worth plus(Worth other) {
        return new Worth(
                right + other.right,
                tokens + other.tokens,
                flops + other.flops,
                verified + other.verified,
                verifierSteps + other.verifierSteps,
                verifierSeconds + other.verifierSeconds);
    }

    Worth times(double factor) {
        return new Worth(
                right * factor,
                tokens * factor,
                flops * factor,
                verified * factor,
                verifierSteps * factor,
                verifierSeconds * factor);
    }
}
