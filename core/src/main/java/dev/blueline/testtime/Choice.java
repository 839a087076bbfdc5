package dev.blueline.testtime;

import java.util.Optional;

/**
 * What a strategy made of attempts.
 *
 * @param chosen nothing if no attempt had an answer
 * @param drawn attempts that it took, the first ones
 * @param verified attempts that it had verified
 */
public record Choice(Optional<Attempt> chosen, int drawn, int verified) {

    /** Whether the answer it gives is right. */
    public boolean right() {
        return chosen.map(Attempt::right).orElse(false);
    }
}
