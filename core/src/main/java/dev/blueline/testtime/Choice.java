package dev.blueline.testtime;

import java.util.List;
import java.util.Optional;

/**
 * What a strategy made of attempts.
 *
 * @param chosen nothing if no attempt had an answer
 * @param drawn attempts that it took, the first ones
 * @param verified attempts that it had verified
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
     * What it cost, the verifier's work apart.
     *
     * @param attempts that it was made of
     * @param promptFlops of reading the prompt, once
     */
    public Spending spending(List<Attempt> attempts, double promptFlops) {
        long tokens = 0;
        double flops = promptFlops;
        for (Attempt attempt : attempts.subList(0, drawn)) {
            tokens += attempt.tokens();
            flops += attempt.flops() + (learned ? attempt.value().flops() : 0);
        }
        return new Spending(tokens, flops, 0, 0, Double.NaN);
    }
}
