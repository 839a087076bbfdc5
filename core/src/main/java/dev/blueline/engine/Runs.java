package dev.blueline.engine;

import java.util.Arrays;

/** Sequences laid one after another as the rows of one pass, by the row that each starts at. */
final class Runs {
    private int[] starts = new int[2];
    private int count;

    /** One sequence. */
    static Runs of(int rows) {
        Runs one = new Runs();
        one.add(rows);
        return one;
    }

    void clear() {
        count = 0;
    }

    /** Lays a sequence behind the others. */
    void add(int rows) {
        if (count + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[count + 1] = starts[count] + rows;
        count++;
    }

    int count() {
        return count;
    }

    /** First row of a sequence; of the number {@link #count}, the end of all. */
    int start(int sequence) {
        return starts[sequence];
    }

    int rows() {
        return starts[count];
    }

    /** The sequence that a row belongs to. */
    int at(int row) {
        int sequence = 0;
        while (starts[sequence + 1] <= row) {
            sequence++;
        }
        return sequence;
    }
}
