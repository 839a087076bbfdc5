package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Learner;
import dev.blueline.engine.SequenceStep;
import dev.blueline.problems.Problem;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PolicyObjectiveTest {
    private static final int[] PROMPT = {2, 40, 3};

    private static Rollout group(double first, double second) {
        return new Rollout(
                new Problem("t", 1, "k", "p", "g", 1),
                PROMPT,
                List.of(
                        new Answer(new int[] {50, 4}, new float[] {-1f, -0.5f}, true),
                        new Answer(new int[] {51, 52, 4}, new float[] {-2f, -0.7f, -0.1f}, true)),
                new double[] {first, second});
    }

    private static PolicySettings settings(double kl) {
        return new PolicySettings(1, 2, 8, PolicySettings.Baseline.GROUP_MEAN, 0.2, 0.28, kl, 1, 0, 1);
    }

    @Test
    void rewardsAreComparedWithTheirGroup() {
        assertThat(PolicyObjective.advantages(new double[] {1, 0, 0, 1}, PolicySettings.Baseline.GROUP_MEAN))
                .containsExactly(0.5, -0.5, -0.5, 0.5);
        assertThat(PolicyObjective.advantages(new double[] {1, 0, 0}, PolicySettings.Baseline.LEAVE_ONE_OUT))
                .containsExactly(1, -0.5, -0.5);
    }

    @Test
    void everyTokenOfTheBatchWeighsAlikeAtTheFirstUpdate() {
        PolicyObjective objective = new PolicyObjective(settings(0), List.of(group(1, 0)), new float[0][]);
        assertThat(objective.weight().of(0, 0, -1f)).isEqualTo(0.5f / 5);
        assertThat(objective.weight().of(1, 2, -0.1f)).isEqualTo(-0.5f / 5);
    }

    /** The weight is the derivative of the clipped surrogate with respect to the log-probability, so a finite difference tells it. */
    @Test
    void theWeightIsTheSlopeOfTheClippedSurrogate() {
        PolicyObjective objective = new PolicyObjective(
                settings(0.3), List.of(group(1, 0)), new float[][] {{-1.2f, -0.4f}, {-2.5f, -0.6f, -0.3f}});
        for (float logProbability : new float[] {-1.6f, -1.1f, -1.0f, -0.9f, -0.6f}) {
            assertThat((double) objective.weight().of(0, 0, logProbability))
                    .as("raised, log-probability %s", logProbability)
                    .isCloseTo(slope(surrogate(0.5, -1, -1.2f), logProbability) / 5, within(1e-4));
        }
        for (float logProbability : new float[] {-2.6f, -2.3f, -2.1f, -1.9f, -1.5f}) {
            assertThat((double) objective.weight().of(1, 0, logProbability))
                    .as("lowered, log-probability %s", logProbability)
                    .isCloseTo(slope(surrogate(-0.5, -2, -2.5f), logProbability) / 5, within(1e-4));
        }
    }

    private static DoubleUnaryOperator surrogate(double advantage, double sampled, double start) {
        return logProbability -> {
            double ratio = Math.exp(logProbability - sampled);
            double clipped = Math.clamp(ratio, 1 - 0.2, 1 + 0.28);
            double divergence = Math.exp(start - logProbability) - 1 - (start - logProbability);
            return Math.min(ratio * advantage, clipped * advantage) - 0.3 * divergence;
        };
    }

    private static double slope(DoubleUnaryOperator of, double at) {
        double step = 1e-5;
        return (of.applyAsDouble(at + step) - of.applyAsDouble(at - step)) / (2 * step);
    }

    @Test
    void aStepSaysWhatWasClippedAndHowFarThePolicyHasMoved() {
        PolicyObjective objective = new PolicyObjective(settings(0), List.of(group(1, 0)), new float[0][]);
        Learner.StepResult any = new Learner.StepResult(1, 1);
        SequenceStep same = new SequenceStep(any, new float[][] {{-1f, -0.5f}, {-2f, -0.7f, -0.1f}}, 1);
        assertThat(objective.effect(same)).isEqualTo(new PolicyObjective.Effect(0, 0, true));
        SequenceStep moved = new SequenceStep(any, new float[][] {{-0.5f, -0.5f}, {-3f, -0.7f, -0.1f}}, 1);
        PolicyObjective.Effect effect = objective.effect(moved);
        assertThat(effect.clipShare()).isEqualTo(2 / 5.0);
        assertThat(effect.sameAsSampled()).isFalse();
        double expected = (Math.exp(0.5) - 1 - 0.5 + Math.exp(-1) - 1 + 1) / 5;
        assertThat(effect.divergence()).isCloseTo(expected, within(1e-6));
    }
}
