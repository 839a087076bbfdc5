package dev.blueline.corpus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Words of a text out of order, or some of them changed. Words are runs without white space. */
final class GarbledWords {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final int ONE_IN = 100;

    private GarbledWords() {}

    static int count(String text) {
        return (int) WORD.matcher(text).results().count();
    }

    /** The same words in an order that the key gives; white space stays. Texts of fewer than four words stay as they are. */
    static String shuffled(String text, long key) {
        List<String> words =
                WORD.matcher(text).results().map(word -> word.group()).toList();
        if (words.size() < 4) {
            return text;
        }
        List<Integer> order = IntStream.range(0, words.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> TextHash.mix(key + i)))
                .toList();
        int[] next = new int[1];
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(words.get(order.get(next[0]++))));
    }

    /** One word in a hundred, at least one, is another word of the text. */
    static String changed(String text, long key) {
        String[] words = WORD.matcher(text).results().map(word -> word.group()).toArray(String[]::new);
        String[] changed = Arrays.copyOf(words, words.length);
        for (int i = 0; i < Math.max(1, words.length / ONE_IN); i++) {
            int at = (int) Long.remainderUnsigned(TextHash.mix(key + 2L * i), words.length);
            int from = (int) Long.remainderUnsigned(TextHash.mix(key + 2L * i + 1), words.length);
            changed[at] = words[from];
        }
        int[] next = new int[1];
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(changed[next[0]++]));
    }
}
