package dev.blueline.tasks;

import dev.blueline.corpus.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often a text states each of many facts: the number of sentences that name both sides, by whole words and with regard
 * to case. That counts every wording and direction, and also sentences that name both for another reason, so it is an
 * upper bound. One pass for all facts, with a tree of names by their words; safe for use by many threads.
 */
public final class FactCounter {
    private static final String ENDS = ".?!\n;";

    private static final class Node {
        final Map<String, Node> next = new HashMap<>();
        int name = -1;
    }

    private final Map<Fact, Integer> facts = new LinkedHashMap<>();
    private final Node root = new Node();
    /** For each subject's number, object's number and fact's number in turn. */
    private final List<List<int[]>> bySubject = new ArrayList<>();

    private final AtomicLongArray counts;

    public FactCounter(Collection<Fact> wanted) {
        Map<String, Integer> names = new HashMap<>();
        for (Fact fact : wanted) {
            if (facts.putIfAbsent(fact, facts.size()) == null) {
                int subject = number(fact.subject(), names);
                int object = number(fact.object(), names);
                bySubject.get(subject).add(new int[] {object, facts.size() - 1});
            }
        }
        counts = new AtomicLongArray(facts.size());
    }

    /** Counts in every document; the stream may be parallel. */
    public void count(Stream<Document> documents) {
        documents.forEach(document -> count(document.text()));
    }

    /** Counts in one text. */
    public void count(String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean ends = ENDS.indexOf(text.charAt(i)) >= 0;
            if (ends || i + 1 == text.length()) {
                countSentence(text.substring(start, i + 1));
                start = i + 1;
            }
        }
    }

    private void countSentence(String sentence) {
        List<String> words = Words.of(sentence);
        Set<Integer> named = new HashSet<>();
        for (int at = 0; at < words.size(); at++) {
            @Nullable Node node = root.next.get(words.get(at));
            int longest = -1;
            for (int end = at + 1; node != null; end++) {
                longest = node.name >= 0 ? node.name : longest;
                node = end < words.size() ? node.next.get(words.get(end)) : null;
            }
            if (longest >= 0) {
                named.add(longest);
            }
        }
        for (int subject : named) {
            for (int[] pair : bySubject.get(subject)) {
                if (named.contains(pair[0])) {
                    counts.incrementAndGet(pair[1]);
                }
            }
        }
    }

    /** Sentences so far that state the fact; 0 for one that was not wanted. */
    public long times(Fact fact) {
        Integer number = facts.get(fact);
        return number == null ? 0 : counts.get(number);
    }

    /** The items with the frequency of their facts; those without a fact stay as they are. */
    public List<Item> counted(List<Item> items) {
        return items.stream()
                .map(item ->
                        item.fact().map(fact -> item.withFrequency(times(fact))).orElse(item))
                .toList();
    }

    private int number(String name, Map<String, Integer> names) {
        return names.computeIfAbsent(name, unseen -> {
            Node node = root;
            for (String word : Words.of(name)) {
                node = node.next.computeIfAbsent(word, none -> new Node());
            }
            if (node.name < 0) {
                node.name = bySubject.size();
                bySubject.add(new ArrayList<>());
            }
            return node.name;
        });
    }
}
