package dev.blueline.corpus;

import java.util.HashSet;
import java.util.Set;

/**
 * How much of one text repeats an earlier line, or paragraph, of it. Blank ones do not count, nor do differences in white space.
 *
 * @param units share of the lines or paragraphs
 * @param characters share of the characters that stand in them
 */
record Repetition(double units, double characters) {
    static Repetition ofLines(String text) {
        Counter counter = new Counter(text);
        int from = 0;
        while (from < text.length()) {
            int end = lineEnd(text, from);
            counter.add(from, end);
            from = end + 1;
        }
        return counter.repetition();
    }

    /** Paragraphs are runs of lines with a blank line between. */
    static Repetition ofParagraphs(String text) {
        Counter counter = new Counter(text);
        int start = 0;
        int from = 0;
        while (from < text.length()) {
            int end = lineEnd(text, from);
            if (isBlank(text, from, end)) {
                counter.add(start, from);
                start = end + 1;
            }
            from = end + 1;
        }
        counter.add(Math.min(start, text.length()), text.length());
        return counter.repetition();
    }

    private static int lineEnd(String text, int from) {
        int found = text.indexOf('\n', from);
        return found < 0 ? text.length() : found;
    }

    private static boolean isBlank(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static final class Counter {
        private final String text;
        private final Set<Long> seen = new HashSet<>();
        private int units;
        private int repeated;
        private long characters;
        private long repeatedCharacters;

        Counter(String text) {
            this.text = text;
        }

        void add(int from, int to) {
            long hash = TextHash.ofNormalised(text, from, to, 1);
            if (hash == 0) {
                return;
            }
            boolean isNew = seen.add(hash);
            units++;
            characters += to - from;
            repeated += isNew ? 0 : 1;
            repeatedCharacters += isNew ? 0 : to - from;
        }

        Repetition repetition() {
            return units == 0
                    ? new Repetition(0, 0)
                    : new Repetition((double) repeated / units, (double) repeatedCharacters / characters);
        }
    }
}
