package dev.blueline.testtime;

import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Where a step of a thought ends, told by the form of the tasks' traces alone; the last one where the thought does. Of other tasks nothing
 * more is known.
 *
 * <table>
 * <caption>Signs</caption>
 * <tr><td>countdown</td><td>{@code ?} and {@code !} after a try, {@code ,} between its parts</td></tr>
 * <tr><td>arithmetic</td><td>the letter that begins the next step</td></tr>
 * <tr><td>sudoku</td><td>{@code ,} after a cell</td></tr>
 * <tr><td>word problems</td><td>{@code .} after a sentence</td></tr>
 * </table>
 *
 * @param known whether there is more than the end of the thought
 * @param ends tokens that end a step
 */
public record ThoughtSteps(boolean known, BitSet ends) {

    /** Tokens of a vocabulary that end a step on a task's problems. */
    public static ThoughtSteps of(String task, Tokenizer tokenizer) {
        String signs = signs(task);
        BitSet ends = new BitSet();
        IntStream.range(SpecialTokens.COUNT, signs.isEmpty() ? 0 : tokenizer.vocabularySize())
                .filter(token -> tokenizer.decode(new int[] {token}).chars().anyMatch(sign -> signs.indexOf(sign) >= 0))
                .forEach(ends::set);
        boolean known = !ends.isEmpty();
        ends.set(tokenizer.special(SpecialTokens.THOUGHT_END));
        return new ThoughtSteps(known, ends);
    }

    /** Whether more is known of a task's thoughts than their end. */
    static boolean knows(String task) {
        return !signs(task).isEmpty();
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

    /** Lengths of the beginnings of a response that end with a step of its thought. */
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
