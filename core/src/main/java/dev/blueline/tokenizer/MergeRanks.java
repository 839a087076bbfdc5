package dev.blueline.tokenizer;

import java.util.Arrays;
import java.util.List;

/** Looks up which merge joins two tokens, and applies merges to one word. */
final class MergeRanks {
    private static final int NONE = Integer.MAX_VALUE;
    private static final int UNKNOWN = -1;

    private final long[] keys;
    private final int[] ranks;
    private final int mask;

    MergeRanks(List<Merge> merges) {
        int size = Integer.highestOneBit(Math.max(8, merges.size())) * 4;
        keys = new long[size];
        ranks = new int[size];
        mask = size - 1;
        Arrays.fill(keys, -1);
        for (int rank = 0; rank < merges.size(); rank++) {
            long key = Merge.key(merges.get(rank).left(), merges.get(rank).right());
            int slot = slot(key);
            keys[slot] = key;
            ranks[slot] = rank;
        }
    }

    /**
     * Merges in place until no pair is known. All places of the lowest-ranked pair are joined in one pass from the left:
     * a pair that holds the new token was learnt later, so none of a lower rank can appear in between. Only pairs beside a
     * new token are looked up again. Cost: the word's length times the number of different merges used in it.
     */
    int[] merge(int[] ids) {
        int length = ids.length;
        int[] pairs = new int[length];
        for (int i = 0; i + 1 < length; i++) {
            pairs[i] = rank(ids[i], ids[i + 1]);
        }
        while (length > 1) {
            int lowest = NONE;
            for (int i = 0; i + 1 < length; i++) {
                lowest = Math.min(lowest, pairs[i]);
            }
            if (lowest == NONE) {
                break;
            }
            length = join(ids, pairs, length, lowest);
            for (int i = 0; i + 1 < length; i++) {
                if (pairs[i] == UNKNOWN) {
                    pairs[i] = rank(ids[i], ids[i + 1]);
                }
            }
        }
        return Arrays.copyOf(ids, length);
    }

    private static int join(int[] ids, int[] pairs, int length, int rank) {
        int to = 0;
        for (int i = 0; i < length; to++) {
            if (i + 1 < length && pairs[i] == rank) {
                ids[to] = Tokenizer.FIRST_MERGE + rank;
                pairs[Math.max(0, to - 1)] = UNKNOWN;
                pairs[to] = UNKNOWN;
                i += 2;
            } else {
                ids[to] = ids[i];
                pairs[to] = pairs[i];
                i++;
            }
        }
        return to;
    }

    private int rank(int left, int right) {
        long key = Merge.key(left, right);
        int slot = slot(key);
        return keys[slot] == key ? ranks[slot] : NONE;
    }

    /** Where the key is, or would go. */
    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 40) & mask;
        while (keys[slot] != -1 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
