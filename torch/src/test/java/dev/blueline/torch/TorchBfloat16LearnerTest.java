package dev.blueline.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.LearnerConformanceTest;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every promise holds in bfloat16 as well; and its losses are close to those of float32. */
class TorchBfloat16LearnerTest extends LearnerConformanceTest {

    @Override
    protected double coarseness() {
        return 10;
    }

    @Override
    protected Learner create(ModelShape shape, long seed, int threads) {
        return Learners.create("torch-bf16", shape, seed, threads);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void lossesOverTwentyStepsAreCloseToThoseOfFloat32ButNotTheSame(boolean queryKeyNorm, boolean tied) {
        ModelShape shape = LearnableText.shape(queryKeyNorm, tied);
        double largestGap = 0;
        try (Learner rounded = create(shape, 3, 1);
                Learner exact = Learners.create("torch", shape, 3, 1)) {
            for (int step = 0; step < 20; step++) {
                Batch batch = LearnableText.batch(step);
                double expected = exact.step(batch, LearnableText.UPDATE).loss();
                double loss = rounded.step(batch, LearnableText.UPDATE).loss();
                assertThat(loss).as("loss of step " + step).isCloseTo(expected, within(0.03 * expected));
                largestGap = Math.max(largestGap, Math.abs(loss - expected) / expected);
            }
        }
        assertThat(largestGap).isGreaterThan(1e-5);
        System.out.printf(
                "query-key norm %s, tied %s: largest gap of bfloat16 losses %.1e of the loss%n",
                queryKeyNorm, tied, largestGap);
    }
}
