package dev.blueline.evaluation;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.SealedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The most frequent words of training text. Words are counted in lower case; those mostly written with a capital are marked as names.
 * Held-out text is never counted.
 */
public final class WordRanks {
    /** Words kept: what a tagger takes for known. */
    public static final int KNOWN = 5_000;
    /** Words that count as frequent. */
    public static final int FREQUENT = 1_000;
    /** Characters of training text that are enough for such ranks. */
    public static final long ENOUGH = 8_000_000;

    /** Name of the file beside a model. */
    public static final String FILE = "words.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Word> words = new HashMap<>();
    private final Stored stored;

    /** What is kept of a word: its place, from 0, and whether it is mostly written with a capital. */
    private record Word(int rank, boolean name) {}

    /** The file: words most frequent first, and those of them that are names. */
    private record Stored(List<String> words, List<String> names) {}

    private WordRanks(Stored stored) {
        this.stored = stored;
        for (int i = 0; i < stored.words().size(); i++) {
            words.put(stored.words().get(i), new Word(i, false));
        }
        for (String name : stored.names()) {
            words.computeIfPresent(name, (key, word) -> new Word(word.rank(), true));
        }
    }

    /** Nothing is known: every word is rare. For models that no word list was kept with. */
    public static WordRanks none() {
        return new WordRanks(new Stored(List.of(), List.of()));
    }

    /** Counts the words of training texts. */
    public static WordRanks of(Iterable<String> texts) {
        Map<String, int[]> counts = new HashMap<>();
        for (String text : texts) {
            for (int at = 0; at < text.length(); ) {
                if (!Character.isLetter(text.charAt(at))) {
                    at++;
                    continue;
                }
                int end = WordShape.end(text, at);
                int[] count =
                        counts.computeIfAbsent(text.substring(at, end).toLowerCase(Locale.ROOT), word -> new int[2]);
                count[0]++;
                count[1] += Character.isUpperCase(text.charAt(at)) ? 1 : 0;
                at = end;
            }
        }
        List<Map.Entry<String, int[]>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Comparator.<Map.Entry<String, int[]>>comparingInt(entry -> -entry.getValue()[0])
                .thenComparing(Map.Entry::getKey));
        List<Map.Entry<String, int[]>> kept = sorted.subList(0, Math.min(KNOWN, sorted.size()));
        return new WordRanks(new Stored(
                kept.stream().map(Map.Entry::getKey).toList(),
                kept.stream()
                        .filter(entry -> 2 * entry.getValue()[1] > entry.getValue()[0])
                        .map(Map.Entry::getKey)
                        .toList()));
    }

    /** Whether a word, in lower case, is among the {@link #FREQUENT} first. */
    boolean frequent(String lower) {
        Word word = words.get(lower);
        return word != null && word.rank() < FREQUENT;
    }

    /** Whether training text knows a word, in lower case. */
    boolean known(String lower) {
        return words.containsKey(lower);
    }

    /** Whether training text mostly writes a known word with a capital. */
    boolean name(String lower) {
        Word word = words.get(lower);
        return word != null && word.name();
    }

    /** Words kept. */
    public int size() {
        return words.size();
    }

    /** Writes {@link #FILE}. */
    public void save(Path folder) {
        SealedFiles.write(folder.resolve(FILE), JSON.writeValueAsBytes(stored));
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws BadInput if it is not that
     */
    public static WordRanks load(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            SealedFiles.verifyIfSealed(file);
            return new WordRanks(JSON.readValue(file.toFile(), Stored.class));
        } catch (JacksonException | NullPointerException broken) {
            throw new BadInput(file + " is not a word list of blueline; remove it, and it is made again", broken);
        }
    }
}
