package dev.blueline.testtime;

/**
 * What became of attempts.
 *
 * @param attempts responses drawn, from the start or from a beginning
 * @param cut that came to no end, and so have no answer
 * @param empty that ended without an answer
 * @param repeated whose answer was known
 * @param verified whose answer was new, and was verified
 * @param broken on which the verifier broke
 * @param left drawn in the round of the right answer, and not looked at any more
 */
public record Tally(long attempts, long cut, long empty, long repeated, long verified, long broken, long left) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                attempts + other.attempts,
                cut + other.cut,
                empty + other.empty,
                repeated + other.repeated,
                verified + other.verified,
                broken + other.broken,
                left + other.left);
    }
}
