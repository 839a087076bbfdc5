package dev.blueline.cli;

import java.util.Locale;

/** What is quoted from a text, and how large it is, in the room that there is. */
final class Quoted {
    private Quoted() {}

    /** The beginning. */
    static String cut(String text, int most) {
        if (WordWrap.width(text) <= most) {
            return text;
        }
        int end = Math.min(text.length(), most - 3);
        while (WordWrap.width(text.substring(0, end)) > most - 3) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "...";
    }

    /** The end, which says most of a path. */
    static String end(String text, int most) {
        return text.length() <= most ? text : "..." + text.substring(text.length() - most + 3);
    }

    static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%,.1f kB", bytes * 1e-3)
                : String.format(Locale.ROOT, bytes < 100_000_000 ? "%,.2f MB" : "%,.0f MB", bytes * 1e-6);
    }
}
