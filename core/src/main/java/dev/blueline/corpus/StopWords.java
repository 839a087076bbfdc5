package dev.blueline.corpus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How many different function words of its language the beginning of a text holds. The language is the one whose function
 * words stand there most often, English where none does.
 *
 * @param language such as {@code de}
 * @param different function words
 */
record StopWords(String language, int different) {
    private static final int LOOKED_AT = 4_000;
    private static final List<ClosedClasses> LANGUAGES = ClosedClasses.all().stream()
            .filter(each -> !each.language().equals("java"))
            .toList();
    /** For each function word the languages that have it, a bit each. */
    private static final Map<String, Integer> WORDS = words();

    private static Map<String, Integer> words() {
        Map<String, Integer> words = new HashMap<>();
        for (int i = 0; i < LANGUAGES.size(); i++) {
            int bit = 1 << i;
            LANGUAGES.get(i).functionWords().forEach(word -> words.merge(word, bit, (a, b) -> a | b));
        }
        return Map.copyOf(words);
    }

    static StopWords of(String text) {
        int[] counts = new int[LANGUAGES.size()];
        Set<String> found = new HashSet<>();
        int length = Math.min(LOOKED_AT, text.length());
        int at = 0;
        while (at < length) {
            if (!Character.isLetterOrDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < length && Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            String word = text.substring(start, at).toLowerCase(Locale.ROOT);
            int languages = WORDS.getOrDefault(word, 0);
            if (languages != 0) {
                found.add(word);
            }
            for (int i = 0; i < counts.length; i++) {
                counts[i] += languages >> i & 1;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        ClosedClasses language = LANGUAGES.get(best);
        return new StopWords(language.language(), (int)
                found.stream().filter(language.functionWords()::contains).count());
    }
}
