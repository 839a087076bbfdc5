package dev.blueline.engine;

import java.util.Arrays;

/**
 * Some of a batch's sequences as the rows of one pass, so that short ones fill the tiles of a product as long ones do. Positions
 * begin anew with each sequence; a row sees its own sequence only.
 */
final class Packed {
    final Runs runs = new Runs();
    final int[] tokens;
    final int[] positions;

    /** Of every target: its row, itself, the sequence it belongs to and its place in the answer. */
    final int[] rows;

    final int[] targets;
    final int[] sequences;
    final int[] places;

    /** What the model tells of every target. */
    final float[] losses;

    final float[] entropies;

    /** Number of targets. */
    int count;

    /** @param capacity most rows */
    Packed(int capacity) {
        tokens = new int[capacity];
        positions = new int[capacity];
        rows = new int[capacity];
        targets = new int[capacity];
        sequences = new int[capacity];
        places = new int[capacity];
        losses = new float[capacity];
        entropies = new float[capacity];
    }

    /**
     * Takes the sequences from {@code from} on, as many as fit, but none from {@code to} on.
     *
     * @return the first that was not taken
     */
    int fill(Sequences batch, int from, int to) {
        runs.clear();
        count = 0;
        int sequence = from;
        while (sequence < to && runs.rows() + batch.tokens().get(sequence).length - 1 <= tokens.length) {
            add(sequence, batch.tokens().get(sequence), batch.given()[sequence]);
            sequence++;
        }
        return sequence;
    }

    private void add(int sequence, int[] whole, int given) {
        int start = runs.rows();
        int length = whole.length - 1;
        System.arraycopy(whole, 0, tokens, start, length);
        for (int i = 0; i < length; i++) {
            positions[start + i] = i;
        }
        for (int i = given; i < whole.length; i++) {
            rows[count] = start + i - 1;
            targets[count] = whole[i];
            sequences[count] = sequence;
            places[count] = i - given;
            count++;
        }
        runs.add(length);
    }

    /** Moves the rows that have targets to the front. */
    void gather(Rows x, int width) {
        for (int i = 0; i < count; i++) {
            if (rows[i] > i) {
                System.arraycopy(x.data(), x.row(rows[i]), x.data(), x.row(i), width);
            }
        }
    }

    /** Moves rows from the front to where {@link #gather} took them; those without a target are zeros. */
    void scatter(Rows x, int width) {
        int target = count - 1;
        for (int row = runs.rows() - 1; row > target; row--) {
            int at = x.row(row);
            if (target >= 0 && rows[target] == row) {
                System.arraycopy(x.data(), x.row(target), x.data(), at, width);
                target--;
            } else {
                Arrays.fill(x.data(), at, at + width, 0);
            }
        }
    }
}
