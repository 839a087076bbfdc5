package dev.blueline.tokenizer;

import org.jspecify.annotations.Nullable;

/**
 * Ids of words seen lately, found by the word's place in a text, so that a known word costs no object. A word has one slot
 * and replaces whatever was there; threads share the slots without locks, since an entry never changes and any entry is
 * right or not the word's.
 */
final class WordCache {
    private static final int SLOTS = 1 << 17;
    private static final int LONGEST = 64;

    private final @Nullable Entry[] slots = new Entry[SLOTS];

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(String word, int[] ids) {}

    /** The word's ids if it is here. */
    int @Nullable [] get(String text, int start, int end, int hash) {
        Entry entry = slots[hash >>> 15];
        return entry != null && entry.word.length() == end - start && text.startsWith(entry.word, start)
                ? entry.ids
                : null;
    }

    void put(String word, int hash, int[] ids) {
        if (word.length() <= LONGEST) {
            slots[hash >>> 15] = new Entry(word, ids);
        }
    }

    /** Hash of the word from {@code start} to {@code end}; its upper bits are the best. */
    static int hash(String text, int start, int end) {
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = (hash + text.charAt(i)) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        return hash * 0x85EBCA77;
    }
}
