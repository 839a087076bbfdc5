package dev.blueline.engine;

/**
 * Rows of tokens to learn from or to score. Row r holds {@code length + 1} tokens at {@code r * (length + 1)}: the first
 * {@code length} are inputs at positions 0.., the last {@code length} their targets.
 *
 * @param tokens {@code [rows, length + 1]}
 * @param rows sequences
 * @param length inputs a sequence, at most the model's context
 */
public record Batch(int[] tokens, int rows, int length) {
    public Batch {
        if (tokens.length != rows * (length + 1)) {
            throw new IllegalArgumentException("a batch of " + rows + " x " + length + " needs " + rows * (length + 1)
                    + " tokens, not " + tokens.length);
        }
    }

    /** Targets in the batch. */
    public int targets() {
        return rows * length;
    }
}
