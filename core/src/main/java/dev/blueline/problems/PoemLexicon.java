package dev.blueline.problems;

import dev.blueline.tasks.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Words to make poems of: adjectives and nouns that are nothing else and occur at least twice in tagged text.
 *
 * @param adjectives by first letter
 * @param nouns by their rhyme, of those that at least four share
 * @param acrostics nouns to be spelled, by length
 */
record PoemLexicon(
        Map<Character, List<String>> adjectives,
        Map<String, List<String>> nouns,
        Map<Integer, List<String>> acrostics) {
    private static final int LEAST_COUNT = 2;
    private static final int LEAST_RHYMES = 4;
    /** A letter needs so many adjectives to begin a line. */
    private static final int LEAST_BEGINNINGS = 20;

    private static final class Holder {
        static final PoemLexicon BUILT_IN = of(Dictionary.builtIn());
    }

    static PoemLexicon builtIn() {
        return Holder.BUILT_IN;
    }

    private static PoemLexicon of(Dictionary dictionary) {
        Map<Character, List<String>> adjectives = new TreeMap<>();
        polite(dictionary, dictionary.adjectives(LEAST_COUNT))
                .forEach(word -> adjectives
                        .computeIfAbsent(word.charAt(0), letter -> new ArrayList<>())
                        .add(word));
        Map<String, List<String>> nouns = new TreeMap<>();
        Map<Integer, List<String>> acrostics = new TreeMap<>();
        polite(dictionary, dictionary.nouns(LEAST_COUNT)).forEach(word -> {
            nouns.computeIfAbsent(Pronunciation.rhyme(word), rhyme -> new ArrayList<>())
                    .add(word);
            if (word.chars()
                    .allMatch(c -> adjectives.getOrDefault((char) c, List.of()).size() >= LEAST_BEGINNINGS)) {
                acrostics
                        .computeIfAbsent(word.length(), length -> new ArrayList<>())
                        .add(word);
            }
        });
        nouns.values().removeIf(words -> words.size() < LEAST_RHYMES);
        return new PoemLexicon(adjectives, nouns, acrostics);
    }

    private static Stream<String> polite(Dictionary dictionary, List<String> words) {
        return words.stream()
                .filter(word -> !dictionary.glosses(word).isEmpty()
                        && dictionary.glosses(word).stream().noneMatch(Dictionary::rude));
    }
}
