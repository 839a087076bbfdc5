package dev.blueline.tokenizer;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds what belongs to a pair of tokens: a hash table with linear probing, without a boxed key. */
final class PairTable<T> {
    private long[] keys = new long[1 << 12];
    private @Nullable Object[] values = new Object[1 << 12];
    private int used;

    @SuppressWarnings("unchecked")
    T get(int left, int right, BiFunction<Integer, Integer, T> ifAbsent) {
        long key = Merge.key(left, right);
        int slot = slot(key);
        Object found = values[slot];
        if (found != null) {
            return (T) found;
        }
        T made = ifAbsent.apply(left, right);
        keys[slot] = key;
        values[slot] = made;
        if (++used > keys.length / 2) {
            grow();
        }
        return made;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
