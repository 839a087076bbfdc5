package dev.blueline.accelerator;

import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Kernels;
import dev.blueline.engine.Learner;
import dev.blueline.engine.LearnerProvider;
import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import java.util.List;

/**
 * The learner in plain Java with matrix products in bfloat16, under the name {@code java-bf16}. Factors of a product are
 * rounded to bfloat16, its sum is float32; weights, optimizer, norms, attention and losses stay float32. All passes use
 * the same products, scoring and sampling too, so what holds of {@link JavaLearner} holds here: a row's result does not
 * depend on the rest of its batch, and the number of threads changes the time only.
 */
public final class Bfloat16LearnerProvider implements LearnerProvider {
    /** Version of the products' arithmetic. */
    private static final int NUMERICS = 1;

    @Override
    public List<String> names() {
        return List.of("java-bf16");
    }

    @Override
    public long heapBytes(ModelShape shape, int threads) {
        return shape.trainingBytes(threads);
    }

    @Override
    public int numerics() {
        return 1000 * NUMERICS + JavaLearner.NUMERICS;
    }

    /**
     * {@inheritDoc}
     *
     * @throws BadInput if this machine cannot multiply bfloat16
     */
    @Override
    public Learner create(String name, ModelShape shape, long seed, int threads) {
        require(name);
        return new JavaLearner(shape, seed, threads, () -> kernels(new Bfloat16Kernels()));
    }

    @Override
    public void require(String name) {
        if (!Processor.multipliesBfloat16()) {
            throw new BadInput("the learner java-bf16 needs Linux on a processor with AVX512-BF16"
                    + " (flag avx512_bf16 in /proc/cpuinfo); use the learner java");
        }
        try {
            Products.load();
        } catch (LinkageError refused) {
            throw new BadInput(
                    "the learner java-bf16 makes machine code, which this system does not let it run; use the learner java",
                    refused);
        }
    }

    /** The fastest float32 kernels with other products. */
    static Kernels kernels(MatrixKernels matrix) {
        Kernels fastest = Kernels.fastest();
        return new Kernels(matrix, fastest.rows(), fastest.attention(), fastest.loss(), fastest.update());
    }
}
