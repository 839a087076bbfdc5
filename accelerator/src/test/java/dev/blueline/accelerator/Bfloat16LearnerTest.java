package dev.blueline.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.LearnerConformanceTest;
import dev.blueline.engine.Learners;
import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every learner promises: in machine code where the processor can, else by the specification. */
class Bfloat16LearnerTest extends LearnerConformanceTest {

    @Override
    protected double coarseness() {
        return 10;
    }

    @Override
    protected Learner create(ModelShape shape, long seed, int threads) {
        return learner(
                shape,
                seed,
                threads,
                Processor.multipliesBfloat16() ? Bfloat16Kernels::new : ScalarBfloat16Kernels::new);
    }

    private static Learner learner(ModelShape shape, long seed, int threads, Supplier<MatrixKernels> products) {
        return new JavaLearner(shape, seed, threads, () -> Bfloat16LearnerProvider.kernels(products.get()));
    }

    @Test
    void machineCodeTrainsToTheSameBitsAsTheSpecification() {
        assumeThat(Processor.multipliesBfloat16()).isTrue();
        try (Learner fast = learner(QWEN, 3, 2, Bfloat16Kernels::new);
                Learner scalar = learner(QWEN, 3, 1, ScalarBfloat16Kernels::new)) {
            for (int step = 0; step < 5; step++) {
                Batch batch = batch(5, CONTEXT, step);
                assertThat(fast.step(batch, UPDATE)).isEqualTo(scalar.step(batch, UPDATE));
            }
            assertThat(fast.score(batch(3, 33, 9))).isEqualTo(scalar.score(batch(3, 33, 9)));
        }
    }

    @Test
    void lossesFollowThoseOfFloat32() {
        try (Learner rounded = create(LLAMA, 3, 1);
                Learner plain = Learners.create("java", LLAMA, 3, 1)) {
            Batch batch = batch(6, CONTEXT, 1);
            double loss = 0;
            for (int step = 0; step < 25; step++) {
                loss = plain.step(batch, UPDATE).loss();
                assertThat(rounded.step(batch, UPDATE).loss()).isCloseTo(loss, within(0.03));
            }
            assertThat(loss).isLessThan(3.5); // of log 50 = 3.9: there was something to follow
        }
    }

    @Test
    void theLearnerIsFoundByNameOrRefusedInOneLine() {
        int plain = Learners.numerics("java");
        assertThat(Learners.numerics("java-bf16")).isNotEqualTo(plain);
        if (Processor.multipliesBfloat16()) {
            try (Learner learner = Learners.create("java-bf16", LLAMA, 1, 1)) {
                assertThat(learner.shape()).isEqualTo(LLAMA);
            }
        } else {
            assertThatThrownBy(() -> Learners.create("java-bf16", LLAMA, 1, 1))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("avx512_bf16")
                    .hasMessageContaining("learner java");
        }
    }
}
