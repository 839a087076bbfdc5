package dev.blueline.engine;

/**
 * Products with a matrix that stays as it is stored, usually in a file mapped into memory: what decoding a sequence of a large model
 * does for every token, as fast as memory gives the numbers.
 *
 * <p>An output is the sum along a row of the matrix in the order of {@link PartialSums}, of numbers widened to float32, which rounds
 * none of them. So a matrix in BF16 or Q8_0 gives, to the bit, what the same numbers in F32 give; and a row of x gives the same whatever
 * other rows it comes with.
 */
interface StoredKernels {

    /**
     * {@code y[r, i] = sum over k of w[i, k] * x[r, k]}, for outputs i from {@code from} to below {@code to}.
     *
     * @param w {@code [outputs, inputs]}
     * @param x {@code [rows, inputs]}
     * @param y {@code [rows, outputs]}; no other outputs are written
     */
    void multiply(StoredTensor w, int from, int to, Rows x, int rows, Rows y);

    /** The specification, and what runs where the Vector API is missing. */
    static StoredKernels scalar() {
        return new ScalarStoredKernels();
    }

    /** The fastest for a shape: vector kernels need whole blocks of 32 inputs. */
    static StoredKernels fastest(ModelShape shape) {
        boolean whole = shape.width() % Panels.WIDTH == 0
                && shape.queryWidth() % Panels.WIDTH == 0
                && shape.hidden() % Panels.WIDTH == 0;
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return whole && vectors ? new VectorStoredKernels() : scalar();
    }
}
