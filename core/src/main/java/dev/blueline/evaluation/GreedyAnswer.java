package dev.blueline.evaluation;

import dev.blueline.engine.ContinuationScores;
import dev.blueline.tokenizer.Tokenizer;
import java.util.Arrays;

/**
 * Whether a model that always takes its likeliest token writes the right answer, as far as the pass that scores the answer
 * tells. It tells all where the model writes the answer's own tokens, or leaves its text.
 */
enum GreedyAnswer {
    RIGHT,
    WRONG,
    /** The model has left the answer's tokens but not its text: other tokens may spell the same, such as "k" and "itchen". */
    OPEN;

    /** What a decoder puts for bytes that are not a whole character, as a token may end in. */
    private static final char UNFINISHED = '\uFFFD';

    /**
     * Judges what greedy decoding writes.
     *
     * @param greedy as {@link ContinuationScores#greedy} tells it
     * @param right tokens of the right answer
     */
    static GreedyAnswer of(int[] greedy, int[] right, Tokenizer tokenizer) {
        String answer = tokenizer.decode(right);
        int last = greedy.length - 1;
        boolean ends = greedy[last] == tokenizer.endOfText();
        if (ends || greedy.length > right.length || Arrays.equals(greedy, right)) {
            String written = tokenizer.decode(ends ? Arrays.copyOf(greedy, last) : greedy);
            return isAnswer(written, answer) ? RIGHT : WRONG;
        }
        String begun = tokenizer.decode(greedy);
        int length = begun.length();
        while (length > 0 && begun.charAt(length - 1) == UNFINISHED) {
            length--;
        }
        begun = begun.substring(0, length);
        if (answer.startsWith(begun)) {
            return OPEN;
        }
        return isAnswer(begun, answer) ? RIGHT : WRONG;
    }

    /** Whether a text begins with the answer and the answer's last word ends there. */
    static boolean isAnswer(String written, String right) {
        return written.startsWith(right)
                && (written.length() == right.length()
                        || !Character.isLetterOrDigit(written.codePointAt(right.length())));
    }
}
