package dev.blueline.corpus;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A set of 64-bit hashes outside the heap: open addressing with linear probing, 8 bytes a slot, at most half of them taken. */
final class HashTable implements AutoCloseable {
    private static final ValueLayout.OfLong SLOT = ValueLayout.JAVA_LONG_UNALIGNED;

    private final Scratch scratch;
    private Arena arena = Arena.ofShared();
    private MemorySegment slots;
    private long mask;
    private long used;

    HashTable(Scratch scratch) {
        this.scratch = scratch;
        mask = (1 << 16) - 1;
        slots = scratch.allocate((mask + 1) * Long.BYTES, arena);
    }

    /** Adds a hash; whether it is new. */
    boolean add(long hash) {
        long key = hash == 0 ? 1 : hash;
        long at = find(key);
        if (slots.getAtIndex(SLOT, at) != 0) {
            return false;
        }
        slots.setAtIndex(SLOT, at, key);
        if (++used > mask / 2) {
            grow();
        }
        return true;
    }

    boolean contains(long hash) {
        long key = hash == 0 ? 1 : hash;
        return slots.getAtIndex(SLOT, find(key)) != 0;
    }

    /** Slot that holds the key, or the empty one where it would go. */
    private long find(long key) {
        long at = TextHash.mix(key) & mask;
        while (true) {
            long found = slots.getAtIndex(SLOT, at);
            if (found == 0 || found == key) {
                return at;
            }
            at = at + 1 & mask;
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by the next growth, or by close
    private void grow() {
        Arena before = arena;
        MemorySegment old = slots;
        long size = mask + 1;
        arena = Arena.ofShared();
        mask = size * 2 - 1;
        slots = scratch.allocate(size * 2 * Long.BYTES, arena);
        for (long i = 0; i < size; i++) {
            long key = old.getAtIndex(SLOT, i);
            if (key != 0) {
                slots.setAtIndex(SLOT, find(key), key);
            }
        }
        before.close();
    }

    @Override
    public void close() {
        arena.close();
    }
}
