package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * Where a corpus has too few files to hold some of them out, long texts are cut into sections the size of a short
 * chapter, at paragraph breaks, and each section becomes a group. Neighbouring sections of one text can then lie on
 * different sides: they share names and topic, never a paragraph.
 */
final class Sections {
    /** With fewer groups than this, a tenth of them is too coarse a split. */
    static final int ENOUGH_GROUPS = 32;

    static final int LONGEST = 32_000;
    private static final int SHORTEST = 2_000;
    private static final int WANTED = 100;

    private Sections() {}

    /**
     * Hands on each document, or its sections.
     *
     * @param characters of all documents together
     */
    static void divide(Iterable<StoredDocument> documents, long characters, ObjIntConsumer<Document> divided) {
        int length = Math.clamp(characters / WANTED, SHORTEST, LONGEST);
        for (StoredDocument stored : documents) {
            Document document = stored.document();
            // a package's code and documentation stay together
            boolean alone = document.group().startsWith("file ");
            for (Document section : alone ? sections(document, length) : List.of(document)) {
                divided.accept(section, stored.source());
            }
        }
    }

    private static List<Document> sections(Document document, int length) {
        List<Document> sections = new ArrayList<>();
        String text = document.text();
        int start = 0;
        while (start < text.length()) {
            int end = text.length() - start < length * 3 / 2 ? text.length() : cut(text, start + length);
            String section = text.substring(start, end).strip();
            if (!section.isEmpty()) {
                String number = " section " + (sections.size() + 1);
                sections.add(
                        new Document(document.domain(), document.group() + number, document.name() + number, section));
            }
            start = end;
        }
        return sections;
    }

    /** The next paragraph break; a line break, then a space, where there is none for long. */
    static int cut(String text, int from) {
        int furthest = Math.min(text.length(), from + SHORTEST);
        for (String mark : List.of("\n\n", "\n", " ")) {
            int found = text.indexOf(mark, from);
            if (found >= 0 && found < furthest) {
                return found;
            }
        }
        return Character.isLowSurrogate(text.charAt(furthest - 1)) || furthest == text.length()
                ? furthest
                : furthest - 1;
    }
}
