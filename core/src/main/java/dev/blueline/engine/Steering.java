package dev.blueline.engine;

import java.util.Arrays;

/**
 * How the drawing of answers is led beside {@link Sampling}. None of it changes what an answer's log probabilities say: that is the model's
 * own word on the tokens which stand there.
 *
 * @param ends tokens that end an answer, as {@link Sampling#stop} does
 * @param notFirst token that is not drawn as the first of an answer, or -1 for none
 * @param given token that is put at one place of an answer, drawn or not, unless it stands before that place; -1 for none
 * @param place that place, counted from 0
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
public record Steering(int[] ends, int notFirst, int given, int place) {
    /** Tokens come as the model draws them. */
    public static final Steering NONE = new Steering(new int[0], -1, -1, -1);

    /** Answers end at these tokens too. */
    public static Steering until(int... ends) {
        return new Steering(ends.clone(), -1, -1, -1);
    }

    /** At its place at the latest an answer has this token. */
    public static Steering giving(int token, int place) {
        return new Steering(new int[0], -1, token, place);
    }

    /** The same, and no answer begins with this token. */
    public Steering notFirst(int token) {
        return new Steering(ends, token, given, place);
    }

    /** Whether a token ends an answer. */
    boolean ends(int token) {
        for (int end : ends) {
            if (end == token) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "ends at " + Arrays.toString(ends) + ", not first " + notFirst + ", " + given + " at " + place;
    }
}
