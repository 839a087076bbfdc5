package dev.blueline.interop;

import dev.blueline.engine.StoredTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The two ways to lay out the channels of a head for rotary positions. Hugging Face turns channel i with channel {@code i + half}; Meta's
 * own files, llama2.c and the GGUF files of the llama family turn channel 2i with channel 2i + 1. The rows of the query and key
 * projections are in that order, and one is the other with its rows moved.
 */
final class Pairing {
    private Pairing() {}

    /**
     * From neighbours to halves, as Hugging Face has them; numbers stay in their format.
     *
     * @param rows {@code [heads * headWidth, columns]}
     */
    static StoredTensor halves(StoredTensor rows, int headWidth) {
        long bytes = rows.rowBytes();
        MemorySegment moved = Arena.ofAuto().allocate(rows.bytes().byteSize(), Double.BYTES);
        for (int row = 0; row < rows.rows(); row++) {
            MemorySegment.copy(rows.bytes(), neighbour(row, headWidth) * bytes, moved, row * bytes, bytes);
        }
        return new StoredTensor(rows.file(), rows.name(), rows.shape(), rows.format(), moved);
    }

    /**
     * From halves to neighbours.
     *
     * @param rows {@code [heads * headWidth, columns]}
     */
    static float[] neighbours(float[] rows, int headWidth, int columns) {
        float[] moved = new float[rows.length];
        for (int row = 0; row < rows.length / columns; row++) {
            System.arraycopy(rows, row * columns, moved, neighbour(row, headWidth) * columns, columns);
        }
        return moved;
    }

    /** Where the row of a layout by halves lies among neighbours. */
    private static int neighbour(int row, int headWidth) {
        int channel = row % headWidth;
        int half = headWidth / 2;
        return row - channel + (channel < half ? 2 * channel : 2 * (channel - half) + 1);
    }
}
