package dev.blueline.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaGradient;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NamedTensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two learners that share no arithmetic, each the other's oracle. */
class JavaAgreementTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void lossesOverTwentyStepsAndGradientsFromTheSameWeightsAgree(boolean queryKeyNorm, boolean tied) {
        ModelShape shape = LearnableText.shape(queryKeyNorm, tied);
        double largestLossGap = 0;
        try (Learner java = Learners.create("java", shape, 3, 1);
                TorchLearner torch = new TorchLearner(shape, 3, 1, Setting.CPU)) {
            for (int step = 0; step < 20; step++) {
                Learner.StepResult expected = java.step(LearnableText.batch(step), LearnableText.UPDATE);
                Learner.StepResult result = torch.step(LearnableText.batch(step), LearnableText.UPDATE);
                assertThat(result.loss()).as("loss of step " + step).isCloseTo(expected.loss(), within(1e-3));
                assertThat(result.gradientNorm())
                        .as("gradient norm of step " + step)
                        .isCloseTo(expected.gradientNorm(), within(1e-3 * expected.gradientNorm()));
                largestLossGap = Math.max(largestLossGap, Math.abs(result.loss() - expected.loss()));
            }
            java.save(folder);
            torch.load(folder);
            Batch fresh = LearnableText.batch(99);
            double largestGradientGap =
                    largestGap(NamedTensor.drawn(shape, 3), JavaGradient.of(java, fresh), torch.gradientOf(fresh));
            assertThat(largestGradientGap).isLessThan(1e-4);
            System.out.printf(
                    "query-key norm %s, tied %s: largest gap of losses %.1e, of gradients %.1e of the typical one%n",
                    queryKeyNorm, tied, largestLossGap, largestGradientGap);
        }
    }

    /** Largest difference of an element, against its tensor's root mean square and its own size. */
    private static double largestGap(List<NamedTensor> tensors, List<float[]> expected, List<float[]> found) {
        double largest = 0;
        for (int t = 0; t < tensors.size(); t++) {
            float[] a = expected.get(t);
            float[] b = found.get(t);
            double squares = 0;
            for (float value : a) {
                squares += (double) value * value;
            }
            double typical = Math.sqrt(squares / a.length);
            assertThat(typical).as(tensors.get(t).name()).isPositive();
            for (int i = 0; i < a.length; i++) {
                largest = Math.max(largest, Math.abs((double) a[i] - b[i]) / (typical + Math.abs(a[i])));
            }
        }
        return largest;
    }
}
