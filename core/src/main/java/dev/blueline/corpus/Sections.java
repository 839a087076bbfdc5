package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    static List<Document> divide(List<Document> documents) {
        Set<String> groups = new HashSet<>();
        long characters = 0;
        for (Document document : documents) {
            groups.add(document.group());
            characters += document.text().length();
        }
        if (groups.size() >= ENOUGH_GROUPS) {
            return documents;
        }
        int length = Math.clamp(characters / WANTED, SHORTEST, LONGEST);
        List<Document> divided = new ArrayList<>();
        for (Document document : documents) {
            // a package's code and documentation stay together
            boolean alone = document.group().startsWith("file ");
            divided.addAll(alone ? sections(document, length) : List.of(document));
        }
        return divided;
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
