package dev.blueline.engine;

/**
 * Rows of activations inside a larger array: row r starts at {@code at + r * stride}. How wide a row is, each kernel is
 * told or knows.
 *
 * <p>Kernels that fill panels (see {@link Panels}) write and read whole panels, so a row's width rounded up to
 * {@link Panels#WIDTH} must lie inside the stride, and the columns beyond the width must hold zeros where a kernel says
 * so. A stride that is a power of two makes rows fall into the same cache sets; {@link #strideFor} avoids it.
 */
@SuppressWarnings("ArrayRecordComponent") // a view: the array is meant to be shared
public record Rows(float[] data, int at, int stride) {

    /** Zeroed rows of {@code width} columns with the stride {@link #strideFor} advises. */
    public static Rows of(int rows, int width) {
        int stride = strideFor(width);
        return new Rows(new float[Math.multiplyExact(rows, stride)], 0, stride);
    }

    /** Width rounded up to whole panels, plus 16 floats (one cache line) so that rows do not alias in the cache. */
    public static int strideFor(int width) {
        return Panels.padded(width) + 16;
    }

    /** Where row {@code row} starts in {@link #data}. */
    public int row(int row) {
        return at + row * stride;
    }

    /** The rows from {@code row} on. */
    public Rows from(int row) {
        return row == 0 ? this : new Rows(data, row(row), stride);
    }

    /** The same rows from column {@code column} on. */
    public Rows column(int column) {
        return new Rows(data, at + column, stride);
    }
}
