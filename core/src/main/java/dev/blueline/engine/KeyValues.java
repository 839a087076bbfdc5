package dev.blueline.engine;

/**
 * Keys and values of one sequence in one layer, in the form attention reads them: what a training pass packs anew and a
 * decoder keeps and appends to.
 *
 * <p>A head's keys are transposed in panels of 32 positions {@code [capacity / 32][head width][32]}, its values are column
 * panels {@code [head width / 32][capacity][32]}. Both are read front to back. Positions not yet put may hold anything.
 *
 * @param data {@code size(capacity, heads)} floats from {@code at} on
 * @param capacity most positions, a multiple of 32
 */
@SuppressWarnings("ArrayRecordComponent") // a view: the array is meant to be shared
public record KeyValues(float[] data, int at, int capacity, Heads heads) {
    public KeyValues {
        if (capacity % Panels.WIDTH != 0) {
            throw new IllegalArgumentException("capacity must be a multiple of 32, not " + capacity);
        }
    }

    /** Room for at least {@code positions} positions, in an array of its own. */
    public static KeyValues of(int positions, Heads heads) {
        int capacity = Panels.padded(positions);
        return new KeyValues(new float[size(capacity, heads)], 0, capacity, heads);
    }

    /** Floats that {@code capacity} positions take. */
    public static int size(int capacity, Heads heads) {
        int head = Math.multiplyExact(capacity, heads.width() + Panels.padded(heads.width()));
        return Math.multiplyExact(heads.keyValues(), head);
    }

    /** Where the keys of key-value head {@code head} start. */
    public int keys(int head) {
        return at + head * capacity * (heads.width() + Panels.padded(heads.width()));
    }

    /** Where the values of key-value head {@code head} start. */
    public int values(int head) {
        return keys(head) + capacity * heads.width();
    }

    /**
     * Stores rows 0..count-1 of keys and values, both {@code [count, key-value heads * head width]}, as positions
     * {@code first}...
     */
    public void put(Rows keys, Rows values, int first, int count) {
        for (int head = 0; head < heads.keyValues(); head++) {
            int column = head * heads.width();
            transpose(keys, column, heads.width(), data, keys(head), first, count);
            copy(values, column, heads.width(), data, values(head), capacity, first, count);
        }
    }

    /** Takes over the first positions of another sequence with the same heads. */
    void take(KeyValues from, int positions) {
        int width = heads.width();
        for (int head = 0; head < heads.keyValues(); head++) {
            System.arraycopy(from.data, from.keys(head), data, keys(head), Panels.padded(positions) * width);
            for (int i = 0; i < width; i += Panels.WIDTH) {
                int source = from.values(head) + i * from.capacity;
                int target = values(head) + i * capacity;
                System.arraycopy(from.data, source, data, target, positions * Panels.WIDTH);
            }
        }
    }

    /** Columns {@code column}.. of rows, {@code [count, width]}, become positions {@code first}.. of panels {@code [capacity / 32][width][32]}. */
    static void transpose(Rows from, int column, int width, float[] to, int toAt, int first, int count) {
        for (int row = 0; row < count; row++) {
            int position = first + row;
            int target = toAt + position / Panels.WIDTH * (Panels.WIDTH * width) + position % Panels.WIDTH;
            int source = from.row(row) + column;
            for (int i = 0; i < width; i++) {
                to[target + i * Panels.WIDTH] = from.data()[source + i];
            }
        }
    }

    /** Columns {@code column}.. of rows, {@code [count, width]}, become positions {@code first}.. of column panels {@code [width / 32][capacity][32]}. */
    static void copy(Rows from, int column, int width, float[] to, int toAt, int capacity, int first, int count) {
        for (int i = 0; i < width; i += Panels.WIDTH) {
            int part = Math.min(Panels.WIDTH, width - i);
            int panel = toAt + i * capacity;
            for (int row = 0; row < count; row++) {
                int source = from.row(row) + column + i;
                System.arraycopy(from.data(), source, to, panel + (first + row) * Panels.WIDTH, part);
            }
        }
    }
}
