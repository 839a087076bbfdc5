package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A tensor in a file, its numbers not read yet.
 *
 * @param file where it lies, for messages
 * @param name as the file names it
 * @param shape {@code [rows, columns]} of a matrix, {@code [channels]} of a vector
 * @param format how its numbers are written
 * @param bytes the numbers, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredTensor(Path file, String name, int[] shape, NumberFormat format, MemorySegment bytes) {

    /** Its numbers, row by row. */
    public float[] values() {
        return format.decode(bytes, elements());
    }

    /** Numbers in memory, in F32. */
    public static StoredTensor of(Path file, String name, int[] shape, float[] values) {
        return new StoredTensor(file, name, shape, NumberFormat.F32, NumberFormat.segment(values));
    }

    /** Rows of a matrix; a vector is one row. */
    public int rows() {
        return shape.length == 2 ? shape[0] : 1;
    }

    /** Numbers of a row. */
    public int columns() {
        return shape[shape.length - 1];
    }

    /** Bytes of a row. */
    public long rowBytes() {
        return format.bytes(columns());
    }

    /** The numbers of one row. */
    public float[] row(int row) {
        return format.decode(bytes.asSlice(row * rowBytes(), rowBytes()), columns());
    }

    /**
     * Its numbers, which all must be finite.
     *
     * @throws BadInput if one is not
     */
    public float[] finiteValues() {
        float[] values = values();
        requireFinite(values, 0);
        return values;
    }

    /**
     * The same tensor, whose numbers all must be finite; a row at a time is looked at.
     *
     * @throws BadInput if one is not
     */
    public StoredTensor requireFinite() {
        for (int row = 0; row < rows(); row++) {
            requireFinite(row(row), (long) row * columns());
        }
        return this;
    }

    private void requireFinite(float[] values, long first) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new BadInput(file + ": " + name + " holds " + values[i] + " as value " + (first + i)
                        + "; a model's weights must be finite, so the file is damaged or the training broke down");
            }
        }
    }

    /**
     * Looks whether its shape is the given one.
     *
     * @throws BadInput if it is not
     */
    public StoredTensor require(int... wanted) {
        require(file, name, shape, wanted);
        return this;
    }

    static void require(Path file, String name, int[] shape, int[] wanted) {
        if (!Arrays.equals(shape, wanted)) {
            throw new BadInput(file + ": " + name + " has shape " + Arrays.toString(shape) + " where the model needs "
                    + Arrays.toString(wanted));
        }
    }

    private int elements() {
        int elements = 1;
        for (int size : shape) {
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }
}
