package dev.blueline.evaluation;

import java.util.Arrays;

/**
 * Where a document repeats itself: for every token, what came the last time that the {@link #LENGTH} tokens before it stood in the
 * document. A token that came then as well can be predicted by copying, the mechanism of induction heads (Olsson et al. 2022,
 * arXiv 2209.11895).
 */
final class Repeats {
    /** Tokens that must match. */
    static final int LENGTH = 4;

    /** No match is followed further back. */
    static final int LONGEST = 64;

    /** Place of the earlier occurrence of each token; -1 where the token does not repeat it. */
    private final int[] source;
    /** Tokens that match before each repeated token, at most {@link #LONGEST}. */
    private final int[] length;

    private Repeats(int[] source, int[] length) {
        this.source = source;
        this.length = length;
    }

    static Repeats of(int[] ids) {
        int[] source = new int[ids.length];
        int[] length = new int[ids.length];
        Arrays.fill(source, -1);
        int slots = Integer.highestOneBit(Math.max(8, ids.length)) * 4;
        long[] keys = new long[slots];
        int[] last = new int[slots]; // position + 1 of the token after the key, 0 for an empty slot
        for (int i = LENGTH; i < ids.length; i++) {
            long key = 0;
            for (int k = i - LENGTH; k < i; k++) {
                key = key << 16 | ids[k];
            }
            int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 40) & (slots - 1);
            while (last[slot] != 0 && keys[slot] != key) {
                slot = (slot + 1) & (slots - 1);
            }
            if (last[slot] != 0 && ids[last[slot] - 1] == ids[i]) {
                int from = last[slot] - 1;
                source[i] = from;
                int matched = LENGTH;
                while (matched < LONGEST && matched < from && ids[from - 1 - matched] == ids[i - 1 - matched]) {
                    matched++;
                }
                length[i] = matched;
            }
            keys[slot] = key;
            last[slot] = i + 1;
        }
        return new Repeats(source, length);
    }

    boolean repeated(int token) {
        return source[token] >= 0;
    }

    /** Whether the earlier occurrence, with the tokens that must match, lies at or after a place. */
    boolean since(int token, int place) {
        return source[token] - LENGTH >= place;
    }

    int length(int token) {
        return length[token];
    }

    /** Tokens back to the earlier occurrence. */
    int distance(int token) {
        return token - source[token];
    }
}
