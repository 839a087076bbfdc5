package dev.blueline.tasks;

import dev.blueline.corpus.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for given texts in documents: do held-out items stand in the training text? Texts are compared as words, without
 * regard to case, white space and quotes, and only whole words match. One pass over a document serves all texts: a hash of
 * the first few words finds the lengths to look at, a hash of that many words the candidate, its words decide. Safe for use by many threads.
 */
public final class Leakage {
    private static final long BASE = 0x9E3779B97F4A7C15L;
    /** Most words that the rolling hash spans. */
    private static final int SPAN = 6;

    private record Sought(String text, List<String> words) {}

    /**
     * A held-out text found in a document.
     *
     * @param text as it was sought
     * @param document where it stands
     */
    public record Found(String text, Document document) {}

    /**
     * Where a held-out text stands in another.
     *
     * @param from first character
     * @param to after the last one
     */
    public record Place(String text, int from, int to) {}

    private final int span;
    /** Texts by the hash of their first words, then by their number of words, then by the hash of all. */
    private final Map<Long, Map<Integer, Map<Long, Sought>>> byStart = new HashMap<>();

    private Leakage(Collection<String> texts) {
        List<Sought> sought = texts.stream()
                .map(text -> new Sought(text, Words.normalised(text)))
                .filter(text -> !text.words().isEmpty())
                .toList();
        span = sought.stream()
                .mapToInt(text -> Math.min(SPAN, text.words().size()))
                .min()
                .orElse(1);
        for (Sought text : sought) {
            long[] hashes = hashes(text.words());
            int length = text.words().size();
            byStart.computeIfAbsent(window(hashes, 0, span), start -> new HashMap<>())
                    .computeIfAbsent(length, words -> new HashMap<>())
                    .put(window(hashes, 0, length), text);
        }
    }

    public static Leakage of(Collection<String> texts) {
        return new Leakage(texts);
    }

    /** Looks for the true text of every held-out item. */
    public static Leakage ofItems(Collection<Item> items) {
        return of(items.stream()
                .filter(item -> item.split() == Split.HELD_OUT)
                .map(Item::text)
                .toList());
    }

    /** Whether the text holds one of those sought. */
    public boolean isIn(String text) {
        return first(text).isPresent();
    }

    /** The first sought text in a document's text. */
    public Optional<String> first(String text) {
        return all(text).stream().findFirst();
    }

    /** Every sought text in a document's text, in the order of their places. */
    public Set<String> all(String text) {
        return mayHold(text)
                ? compared(Words.normalised(text)).stream()
                        .map(found -> found.sought().text())
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : Set.of();
    }

    /** Where sought texts stand in a document's text, in the order of their beginnings; they may overlap. */
    public List<Place> places(String text) {
        if (!mayHold(text)) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        List<Integer> begins = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        Words.each(text, (from, to) -> {
            words.add(text.substring(from, to).toLowerCase(Locale.ROOT));
            begins.add(from);
            ends.add(to);
        });
        return compared(words).stream()
                .map(found -> new Place(
                        found.sought().text(),
                        begins.get(found.at()),
                        ends.get(found.at() + found.sought().words().size() - 1)))
                .toList();
    }

    /**
     * Whether the hash of some words of the text is that of a start: the same as {@link #compared} begins with, but without making
     * words of it, so that text which holds nothing, nearly all of it, is passed in a tenth of the time.
     */
    private boolean mayHold(String text) {
        long[] before = new long[span + 1];
        long power = 1;
        for (int i = 0; i < span; i++) {
            power *= BASE;
        }
        int words = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (Words.isUnusual(c)) {
                return true;
            }
            if (Words.isPassedOver(c)) {
                continue;
            }
            int hash = Character.toLowerCase(c);
            boolean word = Words.isWord(c);
            while (word && at < text.length() && Words.isWord(text.charAt(at))) {
                if (Words.isUnusual(text.charAt(at))) {
                    return true;
                }
                hash = 31 * hash + Character.toLowerCase(text.charAt(at++));
            }
            long last = before[words % (span + 1)];
            words++;
            before[words % (span + 1)] = last * BASE + mixed(hash);
            if (words >= span
                    && byStart.containsKey(before[words % (span + 1)] - before[(words - span) % (span + 1)] * power)) {
                return true;
            }
        }
        return false;
    }

    /** A sought text that begins at a word. */
    private record At(Sought sought, int at) {}

    private List<At> compared(List<String> words) {
        List<At> found = new ArrayList<>();
        long[] hashes = hashes(words);
        for (int at = 0; at + span <= words.size(); at++) {
            Map<Integer, Map<Long, Sought>> lengths = byStart.get(window(hashes, at, span));
            if (lengths == null) {
                continue;
            }
            for (Map.Entry<Integer, Map<Long, Sought>> entry : lengths.entrySet()) {
                int end = at + entry.getKey();
                if (end <= words.size()) {
                    Sought candidate = entry.getValue().get(window(hashes, at, entry.getKey()));
                    if (candidate != null && words.subList(at, end).equals(candidate.words())) {
                        found.add(new At(candidate, at));
                    }
                }
            }
        }
        return found;
    }

    /** Every document with a sought text in it, and the first of these texts. The stream may be parallel. */
    public List<Found> in(Stream<Document> documents) {
        return documents
                .flatMap(document -> first(document.text()).map(text -> new Found(text, document)).stream())
                .toList();
    }

    /** The documents without those that hold a sought text. */
    public Stream<Document> removedFrom(Stream<Document> documents) {
        return documents.filter(document -> !isIn(document.text()));
    }

    /** Hashes of the first 0, 1, 2 ... words, as numbers to the base {@link #BASE}. */
    private static long[] hashes(List<String> words) {
        long[] hashes = new long[words.size() + 1];
        for (int i = 0; i < words.size(); i++) {
            hashes[i + 1] = hashes[i] * BASE + mixed(words.get(i).hashCode());
        }
        return hashes;
    }

    private static long window(long[] hashes, int at, int length) {
        long power = 1;
        long square = BASE;
        for (int rest = length; rest > 0; rest >>= 1) {
            power *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return hashes[at + length] - hashes[at] * power;
    }

    private static long mixed(int hash) {
        long z = hash + 1L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        return z ^ (z >>> 27);
    }
}
