package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Paragraphs of a text, separated by a blank line; those of 100 characters or more are recognised when they come again. */
final class Paragraphs {
    private static final int LONG = 100;

    private Paragraphs() {}

    /** A hash for each paragraph, 0 for a short one; none at all where no two stand apart. */
    static long[] hashes(String text) {
        if (!text.contains("\n\n")) {
            return new long[0];
        }
        long[] hashes = new long[8];
        int count = 0;
        int from = 0;
        while (from <= text.length()) {
            int found = text.indexOf("\n\n", from);
            int to = found < 0 ? text.length() : found;
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, count * 2);
            }
            hashes[count++] = TextHash.ofNormalised(text, from, to, LONG);
            from = found < 0 ? text.length() + 1 : found + 2;
        }
        return Arrays.copyOf(hashes, count);
    }

    /** The text without the paragraphs marked. */
    static String without(String text, boolean[] marked) {
        String[] paragraphs = text.split("\n\n", -1);
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < paragraphs.length; i++) {
            if (!marked[i]) {
                kept.add(paragraphs[i]);
            }
        }
        return String.join("\n\n", kept).strip();
    }
}
