package dev.blueline.testtime;

import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Where a step of a thought ends, told by the form of the tasks' traces alone. Of other tasks nothing is known.
 *
 * <table>
 * <caption>Signs</caption>
 * <tr><td>countdown</td><td>{@code ?} and {@code !} after a try, {@code ,} between its parts</td></tr>
 * <tr><td>arithmetic</td><td>the letter that begins the next step</td></tr>
 * <tr><td>sudoku</td><td>{@code ,} after a cell</td></tr>
 * <tr><td>word problems</td><td>{@code .} after a sentence</td></tr>
 * </table>
 *
 * @param ends tokens with such a sign in them
 */
public record ThoughtSteps(BitSet ends) {

    /** Tokens of a vocabulary that end a step on a task's problems. */
    public static ThoughtSteps of(String task, Tokenizer tokenizer) {
        String signs = signs(task);
        BitSet ends = new BitSet();
        IntStream.range(SpecialTokens.COUNT, signs.isEmpty() ? 0 : tokenizer.vocabularySize())
                .filter(token ->
                        tokenizer.decode(new int[] {token}).chars().anyMatch(sign -> signs.indexOf(sign) >= 0))
                .forEach(ends::set);
        return new ThoughtSteps(ends);
    }

    private static String signs(String task) {
        return switch (task) {
            case "countdown" -> "?!,";
            case "arithmetic" -> "abcdefghijklmnopqrstuvwxyz";
            case "sudoku-4", "sudoku-6" -> ",";
            case "word-problems" -> ".";
            default -> "";
        };
    }

    /** Whether steps of this task are known at all. */
    public boolean known() {
        return !ends.isEmpty();
    }

    /** Lengths of the beginnings of a response that end with a step. */
    int[] boundaries(int[] response) {
        return IntStream.range(0, response.length)
                .filter(i -> ends.get(response[i]))
                .map(i -> i + 1)
                .toArray();
    }

    int[] tokens() {
        return ends.stream().toArray();
    }
}
