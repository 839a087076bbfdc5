package dev.blueline.corpus;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A text as the set of its sequences of five words, each sequence as one 64-bit hash: what resemblance is measured on
 * (Broder 1997, "On the resemblance and containment of documents"). A word is a run of characters that are not white
 * space; in scripts written without spaces each character is one. The licence at the head of source code does not count:
 * it would make small files alike that only share their licence.
 */
final class Shingles {
    static final int WORDS = 5;

    private static final long BASE = 0x9E3779B97F4A7C15L;
    /** What the word that leaves the window is multiplied with: the base to the power of five. */
    private static final long OLDEST = power(WORDS);

    private static final int HEAD = 8000;
    private static final Pattern LICENCE =
            Pattern.compile("(?i)licen[sc]e|copyright|all rights reserved|SPDX-License-Identifier");

    private Shingles() {}

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= BASE;
        }
        return power;
    }

    /** Hashes of every five words in a row, in the text's order; the same sequence may come again. */
    static long[] of(String text, boolean code) {
        long[] shingles = new long[text.length() / 6 + 16];
        long[] lately = new long[WORDS];
        int words = 0;
        long rolling = 0;
        int at = code ? afterLicence(text) : 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            long word = 0;
            int start = at;
            do {
                word = (word ^ c) * BASE;
                word ^= word >>> 32;
                at++;
            } while (!standsAlone(c)
                    && at < text.length()
                    && !Character.isWhitespace(c = text.charAt(at))
                    && !(standsAlone(c) && at > start));
            int slot = words % WORDS;
            rolling = rolling * BASE + word - lately[slot] * OLDEST;
            lately[slot] = word;
            if (++words >= WORDS) {
                if (words - WORDS == shingles.length) {
                    shingles = Arrays.copyOf(shingles, shingles.length * 2);
                }
                shingles[words - WORDS] = TextHash.mix(rolling);
            }
        }
        return Arrays.copyOf(shingles, Math.max(0, words - WORDS + 1));
    }

    /** Share of the sequences of either text that both hold: their Jaccard index, 0 where one has none. */
    static double resemblance(long[] one, long[] two) {
        long[] a = distinct(one);
        long[] b = distinct(two);
        int both = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            int order = Long.compare(a[i], b[j]);
            both += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return both == 0 ? 0 : (double) both / (a.length + b.length - both);
    }

    private static long[] distinct(long[] values) {
        return Arrays.stream(values).sorted().distinct().toArray();
    }

    /** Scripts without spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese. */
    static boolean standsAlone(char c) {
        return c >= 0x0E00
                && (c < 0x0F00
                        || (c >= 0x1000 && c < 0x10A0)
                        || (c >= 0x1780 && c < 0x1800)
                        || (c >= 0x2E80 && c < 0xA4D0)
                        || (c >= 0xF900 && c < 0xFB00));
    }

    /** Where the code begins: after the comment at its head if that speaks of a licence. */
    private static int afterLicence(String text) {
        int end = 0;
        boolean block = false;
        while (end < text.length() && end < HEAD) {
            int next = text.indexOf('\n', end);
            int lineEnd = next < 0 ? text.length() : next;
            String line = text.substring(end, lineEnd).strip();
            boolean opens = line.startsWith("/*") || line.startsWith("<!--") || line.startsWith("(*");
            boolean comment = block || opens || line.isEmpty() || startsComment(line);
            if (!comment) {
                break;
            }
            block = (block || opens) && !line.endsWith("*/") && !line.endsWith("-->") && !line.endsWith("*)");
            end = Math.min(text.length(), lineEnd + 1);
        }
        return end > 0 && LICENCE.matcher(text.substring(0, end)).find() ? end : 0;
    }

    private static boolean startsComment(String line) {
        return line.startsWith("#")
                || line.startsWith("//")
                || line.startsWith("--")
                || line.startsWith(";")
                || line.startsWith("%")
                || line.startsWith("*");
    }
}
