package dev.blueline.engine;

import java.util.Arrays;

/**
 * A matrix {@code [rows, columns]} stored as column panels {@code [ceil(columns / 32)][rows][32]}, the last one filled up
 * with zeros. A product reads a panel from front to back with a stride the compiler knows, so no weight is packed before
 * {@code dX = dY W}. Weights, gradients and optimizer state live in this form with Hugging Face's layout
 * {@code [out, in]}; the forward product {@code Y = X W^T} uses a transposed copy made once a step.
 *
 * <p>The panel is 32 wide on every machine, whatever its vectors, so that stored numbers and their order are the same
 * everywhere.
 */
@SuppressWarnings("ArrayRecordComponent") // a view: the array is meant to be shared
public record Panels(float[] data, int at, int rows, int columns) {

    /** Columns of a panel: two AVX-512 vectors. */
    public static final int WIDTH = 32;

    /** A zero matrix in an array of its own. */
    public static Panels of(int rows, int columns) {
        return new Panels(new float[size(rows, columns)], 0, rows, columns);
    }

    /** Floats that a matrix takes. */
    public static int size(int rows, int columns) {
        return Math.multiplyExact(rows, padded(columns));
    }

    /** Columns rounded up to whole panels. */
    public static int padded(int columns) {
        return (columns + WIDTH - 1) / WIDTH * WIDTH;
    }

    /** Floats that this matrix takes. */
    public int size() {
        return size(rows, columns);
    }

    /** Where the panel that holds column {@code column} starts in {@link #data}. */
    public int panel(int column) {
        return at + column / WIDTH * (rows * WIDTH);
    }

    /** Where element (row, column) lies in {@link #data}. */
    public int index(int row, int column) {
        return panel(column) + row * WIDTH + column % WIDTH;
    }

    public float get(int row, int column) {
        return data[index(row, column)];
    }

    /** Copies a plain row-major matrix {@code [rows, columns]} in; the padding is zeroed. */
    public void fill(float[] plain, int from) {
        for (int column = 0; column < columns; column += WIDTH) {
            int width = Math.min(WIDTH, columns - column);
            for (int row = 0; row < rows; row++) {
                int to = index(row, column);
                System.arraycopy(plain, from + row * columns + column, data, to, width);
                Arrays.fill(data, to + width, to + WIDTH, 0);
            }
        }
    }

    /** This matrix in plain row-major form {@code [rows, columns]}. */
    public float[] plain() {
        float[] plain = new float[Math.multiplyExact(rows, columns)];
        for (int column = 0; column < columns; column += WIDTH) {
            int width = Math.min(WIDTH, columns - column);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(data, index(row, column), plain, row * columns + column, width);
            }
        }
        return plain;
    }
}
