package dev.blueline.tasks;

import dev.blueline.corpus.BuiltInCorpus;
import dev.blueline.corpus.ClosedClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
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
    /** Endings of inflected words, each with what the word without it ends in: the rules of detachment of {@code morphy(7WN)}. */
    private static final Map<WordNet.PartOfSpeech, List<List<String>>> INFLECTIONS = Map.of(
            WordNet.PartOfSpeech.NOUN,
            pairs("s - ses s xes x zes z ches ch shes sh men man ies y"),
            WordNet.PartOfSpeech.VERB,
            pairs("s - ies y es e es - ed e ed - ing e ing -"),
            WordNet.PartOfSpeech.ADJECTIVE,
            pairs("er - est - er e est e"));

    private final Map<String, List<String>> glosses = new TreeMap<>();
    private final Map<WordNet.PartOfSpeech, Set<String>> byPart = new EnumMap<>(WordNet.PartOfSpeech.class);
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
                Set<String> words = new TreeSet<>();
                WordNet.lines(zip, "data." + part.file(), line -> readMeaning(line, words));
                byPart.put(part, words);
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
    private void readMeaning(String line, Set<String> ofThisPart) {
        int bar = line.indexOf(" | ");
        String[] fields = line.substring(0, bar).split(" ");
        String gloss = line.substring(bar + 3).split("; *\"", 2)[0].strip();
        int words = Integer.parseInt(fields[3], 16);
        for (int i = 0; i < words; i++) {
            String word = MARK.matcher(fields[4 + 2 * i]).replaceAll("");
            if (PLAIN.matcher(word).matches()) {
                glosses.computeIfAbsent(word, key -> new ArrayList<>()).add(gloss);
                ofThisPart.add(word);
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
        return glosses.containsKey(word) || functionWords.contains(word) || inflected(word);
    }

    private boolean inflected(String word) {
        return INFLECTIONS.entrySet().stream()
                .anyMatch(part -> part.getValue().stream()
                        .anyMatch(ending -> word.endsWith(ending.getFirst())
                                && byPart.getOrDefault(part.getKey(), Set.of())
                                        .contains(word.substring(
                                                        0,
                                                        word.length()
                                                                - ending.getFirst()
                                                                        .length())
                                                + ending.getLast())));
    }

    /** Pairs of words, a hyphen for nothing. */
    private static List<List<String>> pairs(String text) {
        List<String> words = List.of(text.replace("-", "").split(" ", -1));
        List<List<String>> pairs = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            pairs.add(words.subList(i, i + 2));
        }
        return pairs;
    }
}
