package dev.blueline.tokenizer;

/**
 * One thread's memory of the words seen lately that are at most 32 characters of Latin-1 and twelve tokens long, as nearly
 * all are. A slot is a line of cache in one array: the characters in four numbers, the ids in four more.
 */
final class ShortWords {
    private static final int SLOTS_LOG2 = 14;
    private static final int NUMBERS = 8;
    private static final int LONGEST = 32;
    /** Ids that {@link #copy} may write, though the word has fewer. */
    static final int MOST = 12;

    private static final int ID_BITS = 20;
    private static final int ID_MASK = (1 << ID_BITS) - 1;

    private final long[] slots = new long[NUMBERS << SLOTS_LOG2];
    private final long[] word = new long[NUMBERS / 2];
    private int slot;

    /** Looks at the word from {@code start} to {@code end}; whether it is one that could be here. */
    boolean see(String text, int start, int end) {
        if (end - start > LONGEST) {
            return false;
        }
        long hash = 0;
        int at = start;
        for (int i = 0; i < word.length; i++) {
            long packed = 0;
            for (int until = Math.min(end, at + Long.BYTES); at < until; at++) {
                char c = text.charAt(at);
                if (c == 0 || c > 0xFF) {
                    return false;
                }
                packed = packed << Byte.SIZE | c;
            }
            word[i] = packed;
            hash = (hash ^ packed) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        slot = (int) (hash * 0x9E3779B97F4A7C15L >>> Long.SIZE - SLOTS_LOG2) * NUMBERS;
        return true;
    }

    /** Writes the ids of the word seen last, if it is here; how many they are, 0 if it is not. */
    int copy(int[] ids, int at) {
        for (int i = 0; i < word.length; i++) {
            if (slots[slot + i] != word[i]) {
                return 0;
            }
        }
        for (int i = 0; i < MOST; i += 3) {
            long three = slots[slot + word.length + i / 3];
            ids[at + i] = (int) three & ID_MASK;
            ids[at + i + 1] = (int) (three >>> ID_BITS) & ID_MASK;
            ids[at + i + 2] = (int) (three >>> 2 * ID_BITS) & ID_MASK;
        }
        return (int) (slots[slot + word.length] >>> 3 * ID_BITS);
    }

    /** Remembers the ids of the word seen last, if they are few. */
    void put(int[] ids) {
        if (ids.length > MOST) {
            return;
        }
        long[] packed = new long[NUMBERS / 2];
        packed[0] = (long) ids.length << 3 * ID_BITS;
        for (int i = 0; i < ids.length; i++) {
            packed[i / 3] |= (long) ids[i] << i % 3 * ID_BITS;
        }
        System.arraycopy(word, 0, slots, slot, word.length);
        System.arraycopy(packed, 0, slots, slot + word.length, packed.length);
    }
}
