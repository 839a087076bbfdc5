package dev.blueline.corpus;

import java.util.Arrays;

/**
 * The words of a text and every two words in a row, as numbers below {@value #SPACE} by hashing (Weinberger et al. 2009, "Feature
 * hashing for large scale multitask learning"). Words are runs of letters and digits in lower case, every digit as 0; all else
 * but white space, and each character of scripts without spaces, is a word of its own.
 */
final class WordFeatures {
    static final int SPACE = 1 << 20;

    private static final long BASE = 0x9E3779B97F4A7C15L;

    private WordFeatures() {}

    /** Numbers of the features that a text has, ascending, each once. */
    static int[] of(String text) {
        int[] found = new int[text.length() / 2 + 16];
        int count = 0;
        long before = 1;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (Character.isWhitespace(c)) {
                continue;
            }
            long word = step(0, c);
            if (inWord(c)) {
                while (at < text.length() && inWord(text.charAt(at))) {
                    word = step(word, text.charAt(at++));
                }
            }
            if (count + 2 > found.length) {
                found = Arrays.copyOf(found, 2 * found.length);
            }
            found[count++] = number(word);
            found[count++] = number(before * BASE + word);
            before = word;
        }
        return Arrays.stream(found, 0, count).sorted().distinct().toArray();
    }

    private static boolean inWord(char c) {
        return Character.isLetterOrDigit(c) && !Shingles.standsAlone(c);
    }

    private static long step(long hash, char c) {
        char same = Character.isDigit(c) ? '0' : Character.toLowerCase(c);
        long next = (hash ^ same) * BASE;
        return next ^ next >>> 29;
    }

    private static int number(long hash) {
        return (int) (TextHash.mix(hash) >>> 44);
    }
}
