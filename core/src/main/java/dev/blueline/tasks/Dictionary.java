package dev.blueline.tasks;

import dev.blueline.corpus.BuiltInCorpus;
import dev.blueline.corpus.ClosedClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** English words in small letters with what they mean: WordNet 3.1 of the built-in corpus, and function words. */
public final class Dictionary {
    private static final Pattern PLAIN = Pattern.compile("[a-z]+");
    private static final Pattern MARK = Pattern.compile("\\((a|p|ip)\\)$");
    private static final Pattern RUDE =
            Pattern.compile("slur|offensive|obscene|vulgar|disparag|derogat|insult|sexual|genital|excrement|prostitut");
    /** Endings that inflections add, each with what they stand for: the rules of detachment of {@code morphy(7WN)}. */
    private static final List<List<String>> INFLECTIONS = List.of(
            List.of("s", ""),
            List.of("ses", "s"),
            List.of("xes", "x"),
            List.of("zes", "z"),
            List.of("ches", "ch"),
            List.of("shes", "sh"),
            List.of("men", "man"),
            List.of("ies", "y"),
            List.of("es", "e"),
            List.of("es", ""),
            List.of("ed", "e"),
            List.of("ed", ""),
            List.of("ing", "e"),
            List.of("ing", ""),
            List.of("er", ""),
            List.of("est", ""),
            List.of("er", "e"),
            List.of("est", "e"));

    private final Map<String, List<String>> glosses = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Set<String> functionWords = new TreeSet<>();

    private static final class Holder {
        static final Dictionary BUILT_IN = new Dictionary(BuiltInCorpus.jar(WordNet.JAR));
    }

    /** Reads it at the first call, which takes about a second. */
    public static Dictionary builtIn() {
        return Holder.BUILT_IN;
    }

    private Dictionary(Path jar) {
        WordNet.read(jar, zip -> {
            for (WordNet.PartOfSpeech part : WordNet.PartOfSpeech.values()) {
                WordNet.lines(zip, "data." + part.file(), this::readMeaning);
            }
            WordNet.lines(zip, "cntlist.rev", line -> {
                String[] fields = line.split(" ");
                counts.merge(
                        fields[0].substring(0, fields[0].lastIndexOf('%')), Integer.parseInt(fields[2]), Integer::sum);
            });
        });
        glosses.replaceAll((word, all) -> List.copyOf(all));
        ClosedClasses.all().getFirst().functionWords().stream()
                .filter(word -> PLAIN.matcher(word).matches())
                .forEach(functionWords::add);
    }

    /** {@code offset file type words(hexadecimal) {word id} ... | gloss; "example"}. */
    private void readMeaning(String line) {
        int bar = line.indexOf(" | ");
        String[] fields = line.substring(0, bar).split(" ");
        String gloss = line.substring(bar + 3).split("; *\"", 2)[0].strip();
        int words = Integer.parseInt(fields[3], 16);
        for (int i = 0; i < words; i++) {
            String word = MARK.matcher(fields[4 + 2 * i]).replaceAll("");
            if (PLAIN.matcher(word).matches()) {
                glosses.computeIfAbsent(word, key -> new ArrayList<>()).add(gloss);
            }
        }
    }

    /** All words with a meaning, in alphabetical order. */
    public Set<String> words() {
        return Collections.unmodifiableSet(glosses.keySet());
    }

    /** What a word may mean, without examples; empty for a word that has no entry. */
    public List<String> glosses(String word) {
        return glosses.getOrDefault(word, List.of());
    }

    /** How often a word occurs in the text that WordNet's makers tagged. */
    public int count(String word) {
        return counts.getOrDefault(word, 0);
    }

    /** Whether a meaning has no place in a puzzle for everybody. */
    public static boolean rude(String gloss) {
        return RUDE.matcher(gloss).find();
    }

    /** Nouns, and only nouns, most frequent first. */
    public List<String> nouns(int leastCount) {
        return WordNet.builtIn().only(WordNet.PartOfSpeech.NOUN, leastCount);
    }

    /** Adjectives, and only adjectives, most frequent first. */
    public List<String> adjectives(int leastCount) {
        return WordNet.builtIn().only(WordNet.PartOfSpeech.ADJECTIVE, leastCount);
    }

    /** Whether a text is a word: one with an entry, a function word, or a regular inflection of one with an entry. */
    public boolean knows(String word) {
        return glosses.containsKey(word)
                || functionWords.contains(word)
                || INFLECTIONS.stream().anyMatch(ending -> word.endsWith(ending.getFirst())
                        && glosses.containsKey(
                                word.substring(0, word.length() - ending.getFirst().length()) + ending.getLast()));
    }
}
