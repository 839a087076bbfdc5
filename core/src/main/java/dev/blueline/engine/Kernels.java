package dev.blueline.engine;

/**
 * The arithmetic of the transformer. {@link #scalar} is the specification, {@link #fastest} its fast twin on this
 * machine; the two agree bit for bit, because the order of every sum is fixed:
 *
 * <ul>
 *   <li>an element of a product is accumulated by fused multiply-add in ascending order of the inner index;
 *   <li>a sum along a row (a norm, a softmax) goes to 32 partial sums, element i to partial {@code i % 32} in ascending
 *       order, which are then folded in halves: 32 to 16, 8, 4, 2, 1;
 *   <li>exponentials are {@link Exponential#ofMinus}, never the platform's.
 * </ul>
 *
 * <p>So a row's result depends neither on the other rows of a batch, nor on its place among them, nor on the machine's
 * vector length.
 *
 * <p>An instance holds scratch memory: one thread at a time. Widths, unless said otherwise, are multiples of 16.
 */
public record Kernels(
        MatrixKernels matrix, RowKernels rows, AttentionKernels attention, LossKernels loss, UpdateKernels update) {

    /** Plain loops: the specification, and what runs where the Vector API is missing. */
    public static Kernels scalar() {
        return new Kernels(
                new ScalarMatrixKernels(),
                new ScalarRowKernels(),
                new ScalarAttentionKernels(),
                new ScalarLossKernels(),
                new ScalarUpdateKernels());
    }

    /** The fastest kernels this JVM can run: vector ones where the module {@code jdk.incubator.vector} is present. */
    public static Kernels fastest() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? vector() : scalar();
    }

    /**
     * The fastest kernels for a shape: vector ones need widths that are multiples of 16, as all that this program trains are; others,
     * such as an imported small model's, run on the scalar ones.
     */
    public static Kernels fastest(ModelShape shape) {
        return fits(shape) ? fastest() : scalar();
    }

    /** Whether vector kernels can work on a shape. */
    static boolean fits(ModelShape shape) {
        return shape.width() % 16 == 0 && shape.headWidth() % 16 == 0 && shape.hidden() % 16 == 0;
    }

    private static Kernels vector() {
        return new Kernels(
                new VectorMatrixKernels(),
                new VectorRowKernels(),
                new VectorAttentionKernels(),
                new VectorLossKernels(),
                new VectorUpdateKernels());
    }
}
