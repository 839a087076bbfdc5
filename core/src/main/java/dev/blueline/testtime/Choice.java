package dev.blueline.testtime;

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
}
