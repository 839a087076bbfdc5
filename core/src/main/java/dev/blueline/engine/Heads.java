package dev.blueline.engine;

/**
 * Heads of grouped-query attention (Ainslie et al. 2023): query head h reads key and value head
 * {@code h / (queries / keyValues)}.
 *
 * @param queries query heads
 * @param keyValues key and value heads, a divisor of {@code queries}
 * @param width width of one head, even; a multiple of 16 for vector kernels
 */
public record Heads(int queries, int keyValues, int width) {
    public Heads {
        if (keyValues < 1 || queries % keyValues != 0) {
            throw new IllegalArgumentException(
                    keyValues + " key-value heads do not divide " + queries + " query heads");
        }
        if (width < 2 || width % 2 != 0) {
            throw new IllegalArgumentException("a head's width must be even, not " + width);
        }
    }

    /** Query heads that share one key and value head. */
    public int group() {
        return queries / keyValues;
    }

    /** Queries are multiplied by this: {@code 1 / sqrt(width)}. */
    public float scale() {
        return (float) (1 / Math.sqrt(width));
    }
}
