package dev.blueline.tasks;

import dev.blueline.corpus.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for given texts in documents: do held-out items stand in the training text? Texts are compared as words, without
 * regard to case, white space and quotes, and only whole words match. One pass over a document serves all texts: a rolling
 * hash of as many words as the shortest text has finds the candidates, their words decide. Safe for use by many threads.
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

    private final int span;
    private final long dropped;
    private final Map<Long, List<Sought>> byStart = new HashMap<>();

    private Leakage(Collection<String> texts) {
        List<Sought> sought = texts.stream()
                .map(text -> new Sought(text, Words.normalised(text)))
                .filter(text -> !text.words().isEmpty())
                .toList();
        span = sought.stream()
                .mapToInt(text -> Math.min(SPAN, text.words().size()))
                .min()
                .orElse(1);
        long power = 1;
        for (int i = 0; i < span; i++) {
            power *= BASE;
        }
        dropped = power;
        for (Sought text : sought) {
            long hash = 0;
            for (String word : text.words().subList(0, span)) {
                hash = hash * BASE + hash(word);
            }
            byStart.computeIfAbsent(hash, start -> new ArrayList<>()).add(text);
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
        List<String> words = Words.normalised(text);
        long hash = 0;
        for (int end = 1; end <= words.size(); end++) {
            hash = hash * BASE + hash(words.get(end - 1));
            if (end > span) {
                hash -= dropped * hash(words.get(end - 1 - span));
            }
            if (end >= span) {
                for (Sought candidate : byStart.getOrDefault(hash, List.of())) {
                    if (standsAt(candidate.words(), words, end - span)) {
                        return Optional.of(candidate.text());
                    }
                }
            }
        }
        return Optional.empty();
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

    private static boolean standsAt(List<String> sought, List<String> words, int at) {
        return at + sought.size() <= words.size()
                && words.subList(at, at + sought.size()).equals(sought);
    }

    private static long hash(String word) {
        long z = word.hashCode() + 1L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        return z ^ (z >>> 27);
    }
}
