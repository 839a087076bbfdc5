package dev.blueline.corpus;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Finds a document's near-duplicate among those kept before it: candidates share a key of {@link MinHash}, and are then
 * compared as they are; from a Jaccard index of {@value #THRESHOLD} on, over sequences of five words, the later one is a
 * near-duplicate (the threshold of Lee et al. 2022, "Deduplicating training data makes language models better"). So none is
 * taken for one that is not, and the keys decide only how many are found.
 *
 * <p>Exempt are documents of fewer than {@value #FEWEST} sequences, where a word or two decide, and of more than
 * {@value #MOST_CHARACTERS} characters.
 *
 * <p>Keys lie outside the heap, 8 bytes each in a table at most two thirds full: 192 to 384 bytes a document.
 */
final class NearDuplicates implements AutoCloseable {
    static final double THRESHOLD = 0.8;
    static final int FEWEST = 50;
    static final int MOST_CHARACTERS = 16_000_000;

    private static final ValueLayout.OfLong SLOT = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final int ID_BITS = 40;
    private static final long ID_MASK = (1L << ID_BITS) - 1;

    private final LongFunction<StoredDocument> documents;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment slots;
    private final long mask;

    /**
     * @param documents finds a document by its place in the store
     * @param most documents that will be kept, at the most
     */
    NearDuplicates(LongFunction<StoredDocument> documents, long most, Scratch scratch) {
        this.documents = documents;
        long wanted = Math.max(1 << 10, most * MinHash.BANDS * 3 / 2);
        mask = Long.highestOneBit(wanted - 1) * 2 - 1;
        slots = scratch.allocate((mask + 1) * Long.BYTES, arena);
    }

    /** Keys to find near-duplicates of a text by; none if it is exempt. */
    static int[] bands(String text, boolean code) {
        if (text.length() > MOST_CHARACTERS) {
            return new int[0];
        }
        long[] shingles = Shingles.of(text, code);
        return shingles.length < FEWEST ? new int[0] : MinHash.bands(shingles);
    }

    /** The first document kept that this one nearly repeats; if there is none, it is kept itself. */
    OptionalLong originalOf(StoredDocument document) {
        int[] bands = document.bands();
        if (bands.length == 0) {
            return OptionalLong.empty();
        }
        long[] candidates = new long[bands.length];
        int count = 0;
        for (int band = 0; band < bands.length; band++) {
            long slot = slots.getAtIndex(SLOT, find(band, bands[band]));
            if (slot != 0 && !contains(candidates, count, slot & ID_MASK)) {
                candidates[count++] = slot & ID_MASK;
            }
        }
        if (count > 0) {
            Arrays.sort(candidates, 0, count);
            long[] own = shingles(document);
            for (int i = 0; i < count; i++) {
                long place = (candidates[i] - 1) * Long.BYTES;
                if (Shingles.resemblance(own, shingles(documents.apply(place))) >= THRESHOLD) {
                    return OptionalLong.of(place);
                }
            }
        }
        keep(document, bands);
        return OptionalLong.empty();
    }

    private void keep(StoredDocument document, int[] bands) {
        long id = document.at() / Long.BYTES + 1;
        for (int band = 0; band < bands.length; band++) {
            long at = find(band, bands[band]);
            if (slots.getAtIndex(SLOT, at) == 0) {
                slots.setAtIndex(SLOT, at, fingerprint(band, bands[band]) | id);
            }
        }
    }

    /** Slot of the key, or the empty one where it would go. Two keys of one fingerprint are taken for one. */
    private long find(int band, int key) {
        long fingerprint = fingerprint(band, key);
        long at = hash(band, key) & mask;
        while (true) {
            long slot = slots.getAtIndex(SLOT, at);
            if (slot == 0 || (slot & ~ID_MASK) == fingerprint) {
                return at;
            }
            at = at + 1 & mask;
        }
    }

    private static long hash(int band, int key) {
        return TextHash.mix((long) band << 32 | Integer.toUnsignedLong(key));
    }

    private static long fingerprint(int band, int key) {
        return hash(band, key) & ~ID_MASK;
    }

    private static long[] shingles(StoredDocument document) {
        return Shingles.of(document.text(), document.domain().equals("code"));
    }

    private static boolean contains(long[] values, int count, long wanted) {
        for (int i = 0; i < count; i++) {
            if (values[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        arena.close();
    }
}
