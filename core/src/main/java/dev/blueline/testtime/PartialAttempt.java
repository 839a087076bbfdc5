package dev.blueline.testtime;

import java.util.Arrays;

/**
 * A beginning of a response that is gone on from at some temperature, with what going on from it was worth. What was seen long ago fades, for a beginning whose
 * answers are all known is worth nothing any more.
 *
 * @param tokens of it, behind the prompt; none for attempts from the start
 * @param temperature at which it is gone on from
 * @param prior what a try was expected to be worth before any was made, 0 to 1; it counts as one try
 * @param length tokens that a try was expected to draw
 * @param gained worth of its tries, faded
 * @param tries made, faded
 * @param drawn tokens of its tries, faded
 */
public record PartialAttempt(
        int[] tokens, double temperature, double prior, double length, double gained, double tries, double drawn) {
    private static final double KEPT_A_ROUND = 0.9;

    /** Attempts from the start, of which nothing is known. */
    static PartialAttempt start(double temperature, int length) {
        return new PartialAttempt(new int[0], temperature, 0.5, length, 0, 0, 0);
    }

    /** The beginning of a response up to a place, worth what the response was until it is tried. */
    static PartialAttempt of(int[] response, int place, double temperature, double worth) {
        return new PartialAttempt(Arrays.copyOf(response, place), temperature, worth, response.length - place, 0, 0, 0);
    }

    /** Whether its attempts are made from the start. */
    boolean isStart() {
        return tokens.length == 0;
    }

    /** What a try is worth on the average, as far as is known. */
    double mean() {
        return (prior + gained) / (1 + tries);
    }

    /**
     * Tokens that go through the model for a try.
     *
     * @param prompt tokens that are read before it
     * @param together tries for which it is read once
     */
    double cost(int prompt, int together) {
        return (length + drawn) / (1 + tries) + (prompt + tokens.length) / (double) together;
    }

    /** What its tries have earned for a token, apart from what was expected; 0 before the first. */
    double earned(int prompt, int together) {
        return tries == 0 ? 0 : gained / tries / cost(prompt, together);
    }

    /** One more try. */
    PartialAttempt tried(double worth, int more) {
        return new PartialAttempt(tokens, temperature, prior, length, gained + worth, tries + 1, drawn + more);
    }

    /** A round later. */
    PartialAttempt faded() {
        return new PartialAttempt(
                tokens, temperature, prior, length, KEPT_A_ROUND * gained, KEPT_A_ROUND * tries, KEPT_A_ROUND * drawn);
    }
}
