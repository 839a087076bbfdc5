package dev.blueline.corpus;

import java.util.Arrays;

/**
 * How much of one text stands in sequences of words that come again in it (Rae et al. 2021, table A1). Shares are of the
 * characters in words, over the first {@value #MOST_WORDS} words.
 */
final class WordSequences {
    /** Shortest and longest sequences whose commonest is looked for. */
    static final int SHORTEST = 2;

    static final int LONGEST_COMMON = 4;
    /** Longest sequences whose repetitions are counted; those are from one word more than {@link #LONGEST_COMMON} on. */
    static final int LONGEST = 10;

    static final int MOST_WORDS = 100_000;

    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final double[] shares = new double[LONGEST + 1];
    private long[] sequences = new long[64];
    private int[] ends = new int[65];
    private int words;

    private WordSequences() {}

    static WordSequences of(String text) {
        WordSequences all = new WordSequences();
        Words.each(text, (start, end) -> all.add(text, start, end));
        all.count();
        return all;
    }

    /**
     * Share of the commonest sequence of {@value #SHORTEST} to {@value #LONGEST_COMMON} words, all its occurrences together,
     * at the most 1; 0 where none comes twice.
     */
    double commonest(int length) {
        return shares[length];
    }

    /** Share of the sequences of 5 to {@value #LONGEST} words that stood before; no word counts twice. */
    double repeated(int length) {
        return shares[length];
    }

    private void add(String text, int start, int end) {
        if (words == MOST_WORDS) {
            return;
        }
        if (words == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * words);
            ends = Arrays.copyOf(ends, 2 * words + 1);
        }
        sequences[words] = TextHash.ofPart(text, start, end);
        ends[words + 1] = ends[words] + end - start;
        words++;
    }

    /** Grows the sequences by a word at a time; {@code sequences[i]} is the hash of the one that begins at word i. */
    private void count() {
        long[] single = Arrays.copyOf(sequences, words);
        int size = Integer.highestOneBit(Math.max(1, words)) * 4;
        long[] keys = new long[size];
        int[] counts = new int[size];
        for (int length = SHORTEST; length <= LONGEST && length <= words; length++) {
            for (int i = 0; i + length <= words; i++) {
                sequences[i] = Math.max(1, TextHash.mix(sequences[i] * BASE + single[i + length - 1]) >>> 1);
            }
            Arrays.fill(keys, 0);
            shares[length] = (length <= LONGEST_COMMON ? mostCommon(length, keys, counts) : standBefore(length, keys))
                    / ends[words];
        }
    }

    private double mostCommon(int length, long[] keys, int[] counts) {
        Arrays.fill(counts, 0);
        int most = 1;
        long characters = 0;
        for (int i = 0; i + length <= words; i++) {
            int slot = find(keys, sequences[i]);
            keys[slot] = sequences[i];
            int count = ++counts[slot];
            long its = (long) count * (ends[i + length] - ends[i]);
            if (count > most || (count == most && count > 1 && its > characters)) {
                most = count;
                characters = its;
            }
        }
        return Math.min(characters, ends[words]);
    }

    private double standBefore(int length, long[] keys) {
        long characters = 0;
        int at = 0;
        while (at + length <= words) {
            int slot = find(keys, sequences[at]);
            if (keys[slot] == 0) {
                keys[slot] = sequences[at];
                at++;
            } else {
                characters += ends[at + length] - ends[at];
                at += length;
            }
        }
        return characters;
    }

    private static int find(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) TextHash.mix(key) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
