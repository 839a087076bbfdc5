package dev.blueline.corpus;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * The same corpus made in memory, as simply as can be: everything is a list of strings, and resemblance a matter of
 * sets of strings; only which pairs are compared is the same. What {@link Preparation} does on disk must equal it.
 */
record InMemoryCorpus(List<Document> training, List<Document> validation, String hash) {
    static InMemoryCorpus of(List<Document> found) {
        List<Document> documents = found;
        if (found.stream().map(Document::group).distinct().count() < Sections.ENOUGH_GROUPS) {
            documents = divided(found);
        }
        InMemoryCorpus corpus = new InMemoryCorpus(List.of(), List.of(), "");
        for (double fraction : Split.FRACTIONS) {
            corpus = sides(
                    documents,
                    Split.validation(
                            fraction,
                            documents.stream().map(InMemoryCorpus::stored).toList()));
            if (corpus.validation.stream().mapToLong(Document::bytes).sum() >= Split.ENOUGH_BYTES) {
                break;
            }
        }
        return corpus.validation.isEmpty() || corpus.training.isEmpty()
                ? sides(
                        documents,
                        Split.singleGroup(
                                documents.stream().map(InMemoryCorpus::stored).toList()))
                : corpus;
    }

    private static StoredDocument stored(Document document) {
        return new StoredDocument(java.lang.foreign.MemorySegment.ofArray(StoredDocument.bytes(document, 0)), 0);
    }

    static List<Document> divided(List<Document> found) {
        List<Document> sections = new ArrayList<>();
        long characters =
                found.stream().mapToLong(document -> document.text().length()).sum();
        Sections.divide(
                found.stream().map(InMemoryCorpus::stored).toList(),
                characters,
                (section, source) -> sections.add(section));
        return sections;
    }

    private static InMemoryCorpus sides(List<Document> documents, DoublePredicate held) {
        List<Document> sorted = documents.stream()
                .sorted(Comparator.comparingLong(document -> TextHash.of("order\n" + document.domain() + "\n"
                        + document.group() + "\n" + document.name() + "\n" + document.text())))
                .toList();
        Set<String> seen = new HashSet<>();
        Map<String, Document> originals = new HashMap<>();
        List<List<Document>> sides = List.of(new ArrayList<>(), new ArrayList<>());
        for (int side = 0; side < 2; side++) {
            for (Document document : sorted) {
                if (held.test(Split.position(document.group())) != (side == 1)
                        || !seen.add(TextHash.normalised(document.text()))
                        || keys(document).stream()
                                .anyMatch(key -> nearlyRepeats(document, originals.getOrDefault(key, document)))) {
                    continue;
                }
                keys(document).forEach(key -> originals.putIfAbsent(key, document));
                Document shortened = withoutRepeats(document, seen);
                if (!shortened.text().isEmpty()) {
                    sides.get(side).add(shortened);
                }
            }
        }
        return new InMemoryCorpus(sides.get(0), sides.get(1), hash(sides));
    }

    private static List<String> keys(Document document) {
        int[] bands = NearDuplicates.bands(document.text(), document.domain().equals("code"));
        return IntStream.range(0, bands.length)
                .mapToObj(band -> band + " " + bands[band])
                .toList();
    }

    private static boolean nearlyRepeats(Document document, Document original) {
        if (document.equals(original)) {
            return false;
        }
        Set<String> own = shingles(document.text());
        Set<String> its = shingles(original.text());
        Set<String> both = new HashSet<>(own);
        both.retainAll(its);
        return both.size() >= NearDuplicates.THRESHOLD * (own.size() + its.size() - both.size());
    }

    /** Sequences of five words, as text. */
    static Set<String> shingles(String text) {
        List<String> words = Arrays.stream(
                        text.replaceAll("[\\u2E80-\\uA4CF]", " $0 ").split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i + Shingles.WORDS <= words.size(); i++) {
            shingles.add(String.join(" ", words.subList(i, i + Shingles.WORDS)));
        }
        return shingles;
    }

    private static Document withoutRepeats(Document document, Set<String> seen) {
        if (document.domain().equals("code") || !document.text().contains("\n\n")) {
            return document;
        }
        List<String> kept = new ArrayList<>();
        boolean any = false;
        for (String paragraph : document.text().split("\n\n", -1)) {
            String normalised = TextHash.normalised(paragraph);
            if (normalised.length() >= 100 && !seen.add(normalised)) {
                any = true;
            } else {
                kept.add(paragraph);
            }
        }
        return any ? document.withText(String.join("\n\n", kept).strip()) : document;
    }

    private static String hash(List<List<Document>> sides) {
        MessageDigest digest = TextHash.sha256();
        for (Document document : sides.get(0)) {
            add(digest, document);
        }
        digest.update((byte) 1);
        for (Document document : sides.get(1)) {
            add(digest, document);
        }
        return TextHash.hex(digest);
    }

    private static void add(MessageDigest digest, Document document) {
        TextHash.add(digest, document.domain());
        TextHash.add(digest, document.group());
        TextHash.add(digest, document.name());
        TextHash.add(digest, document.text());
    }
}
