package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Exact duplicates out: whole documents in every domain, and paragraphs of 100 characters or more in all but code. The
 * first copy stays; training comes before validation, so what both sides hold is held out of validation.
 */
final class Deduplication {
    private static final int LONG_PARAGRAPH = 100;
    private static final int LONG_LINE = 80;

    private final Set<Long> seen = new HashSet<>();
    private long duplicates;
    private long repeatedParagraphs;

    /** The two sides without duplicates, each in the order of its documents' hashes, so that domains mix. */
    record Sides(List<Document> training, List<Document> validation, long duplicates, long repeatedParagraphs) {}

    static Sides sides(List<Document> documents, Predicate<Document> validation) {
        Deduplication deduplication = new Deduplication();
        List<Keyed> keyed = documents.parallelStream()
                .map(document -> Keyed.of(document, validation.test(document)))
                .sorted(Comparator.comparingLong(Keyed::order))
                .toList();
        List<Document> training = deduplication.first(keyed, false);
        List<Document> held = deduplication.first(keyed, true);
        return new Sides(training, held, deduplication.duplicates, deduplication.repeatedParagraphs);
    }

    private List<Document> first(List<Keyed> documents, boolean held) {
        List<Document> kept = new ArrayList<>();
        for (Keyed keyed : documents) {
            if (keyed.held != held) {
                continue;
            }
            if (!seen.add(keyed.content)) {
                duplicates++;
                continue;
            }
            Document document = withoutRepeats(keyed);
            if (!document.text().isEmpty()) {
                kept.add(document);
            }
        }
        return List.copyOf(kept);
    }

    private Document withoutRepeats(Keyed keyed) {
        boolean[] repeated = new boolean[keyed.paragraphs.length];
        boolean any = false;
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = keyed.paragraphs[i] != 0 && !seen.add(keyed.paragraphs[i]);
            any |= repeated[i];
        }
        if (!any) {
            return keyed.document;
        }
        String[] paragraphs = keyed.document.text().split("\n\n", -1);
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < paragraphs.length; i++) {
            if (repeated[i]) {
                repeatedParagraphs++;
            } else {
                kept.add(paragraphs[i]);
            }
        }
        return keyed.document.withText(String.join("\n\n", kept).strip());
    }

    /**
     * @param held whether it is on the validation side
     * @param order place in the corpus: a hash of all that the document is
     * @param content hash of the normalised text
     * @param paragraphs hashes of its paragraphs, 0 for a short one; empty where paragraphs do not stand alone
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Keyed(Document document, boolean held, long order, long content, long[] paragraphs) {
        static Keyed of(Document document, boolean held) {
            String text = document.text();
            long order = TextHash.of(
                    "order\n" + document.domain() + "\n" + document.group() + "\n" + document.name() + "\n" + text);
            long[] paragraphs = document.domain().equals("code") || !text.contains("\n\n")
                    ? new long[0]
                    : Arrays.stream(text.split("\n\n", -1))
                            .mapToLong(Keyed::paragraph)
                            .toArray();
            return new Keyed(document, held, order, TextHash.of(TextHash.normalised(text)), paragraphs);
        }

        private static long paragraph(String paragraph) {
            String normalised = TextHash.normalised(paragraph);
            return normalised.length() < LONG_PARAGRAPH ? 0 : TextHash.of(normalised);
        }
    }

    /** Share of the validation side's bytes in lines of more than 80 characters that also stand in training. */
    static double sharedLongLines(List<Document> training, List<Document> validation) {
        Set<String> held = new HashSet<>();
        validation.forEach(document -> longLines(document).forEach(held::add));
        Set<String> shared = new HashSet<>();
        for (Document document : training) {
            longLines(document).filter(held::contains).forEach(shared::add);
        }
        long characters = 0;
        long leaked = 0;
        for (Document document : validation) {
            characters += document.text().length();
            leaked += longLines(document)
                    .filter(shared::contains)
                    .mapToLong(String::length)
                    .sum();
        }
        return characters == 0 ? 0 : (double) leaked / characters;
    }

    private static Stream<String> longLines(Document document) {
        return document.text().lines().map(String::strip).filter(line -> line.length() > LONG_LINE);
    }
}
