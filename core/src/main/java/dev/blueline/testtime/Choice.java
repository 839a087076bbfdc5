package dev.blueline.testtime;

import java.util.List;
import java.util.Optional;

/**
 * What a strategy made of attempts.
 *
 * @param chosen nothing if no attempt had an answer
 * @param drawn attempts that it took, the first ones
 * @param verified attempts that it had verified: none, or all of those drawn that have an answer
 * @param learned whether it asked a learned verifier of all it took
 */
public record Choice(Optional<Attempt> chosen, int drawn, int verified, boolean learned) {

    /** A choice without a learned verifier. */
    public Choice(Optional<Attempt> chosen, int drawn, int verified) {
        this(chosen, drawn, verified, false);
    }

    /** Whether the answer it gives is right. */
    public boolean right() {
        return chosen.map(Attempt::right).orElse(false);
    }

    /**
     * What it cost.
     *
     * @param attempts that it was made of
     * @param promptFlops of reading the prompt, once
     */
    public Spending spending(List<Attempt> attempts, double promptFlops) {
        long tokens = 0;
        double flops = promptFlops;
        long steps = 0;
        double seconds = 0;
        for (Attempt attempt : attempts.subList(0, drawn)) {
            tokens += attempt.tokens();
            flops += attempt.flops() + (learned ? attempt.value().flops() : 0);
            if (verified > 0 && attempt.answers()) {
                steps += attempt.verifierSteps();
                seconds += attempt.verifierSeconds();
            }
        }
        return new Spending(tokens, flops, steps, seconds, Double.NaN);
    }
}
