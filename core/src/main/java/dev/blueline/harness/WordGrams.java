package dev.blueline.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/** Runs of words of a text, as 64-bit hashes. A word is letters and digits, in lower case; an ideograph is a word of its own. */
final class WordGrams {
    private static final long BASE = 0x9E37_79B9_7F4A_7C15L;
    private static final long PRIME = 0x100_0000_01B3L;
    private static final long OFFSET = 0xCBF2_9CE4_8422_2325L;

    private WordGrams() {}

    /** The words of a text, each as a hash. */
    static long[] words(String text) {
        long[] words = new long[16];
        int count = 0;
        long word = OFFSET;
        boolean inside = false;
        for (int at = 0; at <= text.length(); ) {
            int c = at < text.length() ? text.codePointAt(at) : ' ';
            boolean letter = Character.isLetterOrDigit(c);
            boolean alone = Character.isIdeographic(c);
            if (inside && (!letter || alone)) {
                words = count == words.length ? Arrays.copyOf(words, 2 * count) : words;
                words[count++] = mixed(word);
                word = OFFSET;
                inside = false;
            }
            if (letter) {
                word = (word ^ Character.toLowerCase(c)) * PRIME;
                inside = true;
                if (alone) {
                    words = count == words.length ? Arrays.copyOf(words, 2 * count) : words;
                    words[count++] = mixed(word);
                    word = OFFSET;
                    inside = false;
                }
            }
            at += Character.charCount(c);
        }
        return Arrays.copyOf(words, count);
    }

    /** Hands over the hash of every run of so many words. */
    static void each(long[] words, int length, LongConsumer taker) {
        long power = 1;
        for (int i = 1; i < length; i++) {
            power *= BASE;
        }
        long sum = 0;
        for (int i = 0; i < words.length; i++) {
            if (i >= length) {
                sum -= words[i - length] * power;
            }
            sum = sum * BASE + words[i];
            if (i >= length - 1) {
                taker.accept(mixed(sum + length));
            }
        }
    }

    /** As {@link #each}, in a list. */
    static List<Long> of(long[] words, int length) {
        List<Long> grams = new ArrayList<>();
        each(words, length, grams::add);
        return grams;
    }

    /** Finaliser of MurmurHash3 (Appleby): every bit out depends on every bit in. */
    private static long mixed(long hash) {
        long h = (hash ^ hash >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        h = (h ^ h >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return h ^ h >>> 33;
    }
}
