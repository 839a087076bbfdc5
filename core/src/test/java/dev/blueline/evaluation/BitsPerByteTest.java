package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitsPerByteTest {

    @Test
    void everyTokenIsCountedOnceAndOnlyForItsOwnDocument() {
        // 3 and 5 tokens; each target costs its own id in bits, end-of-text (0) is not counted.
        BitsPerByte measure = new BitsPerByte(
                List.of(
                        new ScoredText("a", new int[] {1, 2, 3}, 6),
                        new ScoredText("b", new int[] {4, 4, 4, 4, 4}, 10)),
                0);
        BitsPerByte.Result result = measure.measure(new IdCost());
        assertThat(Objects.requireNonNull(result.domains().get("a")).value()).isCloseTo(6.0 / 6, within(1e-6));
        assertThat(Objects.requireNonNull(result.domains().get("b")).value()).isCloseTo(20.0 / 10, within(1e-6));
        assertThat(result.all().value()).isCloseTo(26.0 / 16, within(1e-6));
    }

    @Test
    void longTextFillsSeveralBatchesWithoutLoss() {
        SplittableRandom random = new SplittableRandom(7);
        int[] tokens = random.ints(1003, 1, 9).toArray();
        double sum = java.util.Arrays.stream(tokens).sum();
        BitsPerByte measure = new BitsPerByte(List.of(new ScoredText("a", tokens, 2000)), 0);
        assertThat(measure.measure(new IdCost()).all().value()).isCloseTo(sum / 2000, within(1e-5));
        assertThat(measure.tokens()).isEqualTo(1004);
    }

    @Test
    void theStandardErrorIsThatOfAClusteredRatio() {
        // By hand: y = 2, 6, 4; x = 2, 2, 2; r = 2; residuals -2, 2, 0; se = sqrt(3/2 * 8) / 6.
        ClusteredRatio ratio = new ClusteredRatio();
        ratio.add(2, 2);
        ratio.add(6, 2);
        ratio.add(4, 2);
        Estimate estimate = ratio.estimate();
        assertThat(estimate.value()).isEqualTo(2);
        assertThat(estimate.standardError()).isCloseTo(Math.sqrt(12) / 6, within(1e-12));
    }

    /** Charges every target its own id in bits. */
    private static final class IdCost implements Learner {
        @Override
        public ModelShape shape() {
            return new ModelShape(16, 8, 1, 16, 1, 1, 16, 32, false, false, 10_000, 1e-5);
        }

        @Override
        public float[] score(Batch batch) {
            float[] losses = new float[batch.targets()];
            for (int row = 0; row < batch.rows(); row++) {
                for (int i = 0; i < batch.length(); i++) {
                    losses[row * batch.length() + i] =
                            (float) (batch.tokens()[row * (batch.length() + 1) + i + 1] * Math.log(2));
                }
            }
            return losses;
        }

        @Override
        public StepResult step(Batch batch, Update update) {
            throw new AssertionError("measuring does not learn");
        }

        @Override
        public float[] next(int[] context) {
            return new float[16];
        }

        @Override
        public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
            return List.of();
        }

        @Override
        public void save(Path folder) {}

        @Override
        public void load(Path folder) {}

        @Override
        public void close() {}
    }
}
