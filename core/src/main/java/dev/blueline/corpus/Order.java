package dev.blueline.corpus;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Sorts the documents of a store by their hashes, outside the heap: a radix sort by bytes, from the lowest on. */
final class Order {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final int PAIR = 2 * Long.BYTES;

    private Order() {}

    /** Places of all documents in the order of their hashes; equal hashes stay in the store's order. */
    static MemorySegment of(DocumentStore store, Scratch scratch, Arena arena) {
        long count = store.count();
        MemorySegment places = scratch.allocate(Math.max(1, count) * Long.BYTES, arena);
        try (Arena working = Arena.ofShared()) {
            MemorySegment from = scratch.allocate(Math.max(1, count) * PAIR, working);
            MemorySegment to = scratch.allocate(Math.max(1, count) * PAIR, working);
            long next = 0;
            for (StoredDocument document : store) {
                // signed order
                from.setAtIndex(LONG, next++, document.order() ^ Long.MIN_VALUE);
                from.setAtIndex(LONG, next++, document.at());
            }
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                pass(from, to, count, shift);
                MemorySegment swap = from;
                from = to;
                to = swap;
            }
            for (long i = 0; i < count; i++) {
                places.setAtIndex(LONG, i, from.getAtIndex(LONG, 2 * i + 1));
            }
        }
        return places;
    }

    private static void pass(MemorySegment from, MemorySegment to, long count, int shift) {
        long[] at = new long[257];
        for (long i = 0; i < count; i++) {
            at[1 + digit(from.getAtIndex(LONG, 2 * i), shift)]++;
        }
        for (int i = 1; i < at.length; i++) {
            at[i] += at[i - 1];
        }
        for (long i = 0; i < count; i++) {
            long key = from.getAtIndex(LONG, 2 * i);
            long place = at[digit(key, shift)]++;
            to.setAtIndex(LONG, 2 * place, key);
            to.setAtIndex(LONG, 2 * place + 1, from.getAtIndex(LONG, 2 * i + 1));
        }
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & 0xFF;
    }
}
