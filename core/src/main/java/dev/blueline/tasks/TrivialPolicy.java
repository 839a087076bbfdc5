package dev.blueline.tasks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ways to answer without any skill. On sound items each of them is right about as often as a guess; where one is not, a
 * model may be right for the wrong reason.
 */
public enum TrivialPolicy {
    LONGEST("the longest answer", (item, answer) -> answer.length()),
    SHORTEST("the shortest answer", (item, answer) -> -answer.length()),
    FIRST_IN_ALPHABET("first in the alphabet", (item, answer) -> -rank(item, answer)),
    LAST_IN_ALPHABET("last in the alphabet", (item, answer) -> rank(item, answer)),
    FIRST_MENTIONED("the first mentioned in the prompt", (item, answer) -> {
        int at = mentioned(item).indexOf(key(answer));
        return at < 0 ? Double.NEGATIVE_INFINITY : -at;
    }),
    LAST_MENTIONED(
            "the last mentioned in the prompt",
            (item, answer) -> mentioned(item).lastIndexOf(key(answer))),
    LIKE_THE_PROMPT("shares the longest piece with the prompt", (item, answer) -> sharedPiece(item.prompt(), answer)),
    MOST_FREQUENT("the most frequent words in skill text", null);

    private static final double TIE = 1e-12;

    private final String inWords;
    private final @Nullable ToDoubleBiFunction<Item, String> preference;

    TrivialPolicy(String inWords, @Nullable ToDoubleBiFunction<Item, String> preference) {
        this.inWords = inWords;
        this.preference = preference;
    }

    /** What it chooses. */
    public String inWords() {
        return inWords;
    }

    /**
     * Share of items that it gets right; equal preferences share the answer.
     *
     * @param frequency occurrences of words in small letters, for {@link #MOST_FREQUENT}
     */
    public double accuracy(List<Item> items, Map<String, Integer> frequency) {
        return items.stream()
                .mapToDouble(item -> share(item, frequency))
                .average()
                .orElse(Double.NaN);
    }

    private double share(Item item, Map<String, Integer> frequency) {
        double right = preference(item, item.right(), frequency);
        int equal = 1;
        for (String wrong : item.wrong()) {
            double other = preference(item, wrong, frequency);
            if (other > right + TIE) {
                return 0;
            }
            equal += other >= right - TIE ? 1 : 0;
        }
        return 1.0 / equal;
    }

    private double preference(Item item, String answer, Map<String, Integer> frequency) {
        if (preference != null) {
            return preference.applyAsDouble(item, answer);
        }
        return Words.normalised(answer).stream()
                .mapToDouble(word -> Math.log(frequency.getOrDefault(word, 0) + 0.5))
                .average()
                .orElse(0);
    }

    private static double rank(Item item, String answer) {
        return item.choices().stream()
                .filter(other -> other.compareTo(answer) < 0)
                .count();
    }

    private static String mentioned(Item item) {
        return String.join(" ", Words.normalised(item.prompt())) + " ";
    }

    private static String key(String answer) {
        return String.join(" ", Words.normalised(answer)) + " ";
    }

    static int sharedPiece(String prompt, String answer) {
        String text = prompt.toLowerCase(Locale.ROOT);
        String piece = answer.strip().toLowerCase(Locale.ROOT);
        int longest = 0;
        for (int from = 0; from < piece.length(); from++) {
            while (from + longest < piece.length() && text.contains(piece.substring(from, from + longest + 1))) {
                longest++;
            }
        }
        return longest;
    }
}
