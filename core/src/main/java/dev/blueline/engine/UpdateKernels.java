package dev.blueline.engine;

/** What happens to ranges of the flat weight, gradient and optimizer arrays. Any start, any length. */
public interface UpdateKernels {

    /** One AdamW step on a range of four arrays that run in parallel. Zero weights with zero gradient stay zero. */
    void adamW(float[] weights, float[] gradient, float[] mean, float[] square, int at, int length, AdamWStep step);

    /**
     * Sum of squares of a range. Blocks of 4096 are summed in float, over 32 partial sums, and the blocks in double, so
     * the relative error stays below 1e-5 at any length.
     */
    double sumOfSquares(float[] data, int at, int length);

    /** {@code to[i] += scale * from[i]}, by fused multiply-add. */
    void addScaled(float[] from, int fromAt, float scale, float[] to, int toAt, int length);
}
