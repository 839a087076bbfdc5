package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TaskLadderTest {
    private static final Chinchilla LOSS = new Chinchilla(0.6, 120, 0.30, 900, 0.33);
    private static final Sigmoid LINK = new Sigmoid(0.25, 0.7, 4, 1.1);

    private static List<Observation> runs(double noise) {
        SplittableRandom random = new SplittableRandom(4);
        List<Observation> runs = new ArrayList<>();
        for (double n : new double[] {19e7, 37e7, 76e7, 13e8}) {
            for (double ratio : new double[] {10, 20, 40, 100, 200}) {
                Target at = new Target(n, ratio * n, 6 * ratio * n * n);
                double loss = LOSS.predict(at) * Math.exp(noise * random.nextGaussian());
                runs.add(new Observation(n, ratio * n, at.compute(), loss, "run" + runs.size()));
            }
        }
        return runs;
    }

    private static double[] accuracies(List<Observation> runs, double noise) {
        SplittableRandom random = new SplittableRandom(9);
        return runs.stream()
                .mapToDouble(run -> LINK.at(run.loss()) + noise * random.nextGaussian())
                .toArray();
    }

    private static Forecaster.Settings settings() {
        return new Forecaster.Settings(120, 3, 2, 1e-3, Optional.empty());
    }

    @Test
    void bothStepsAreRecoveredFromNoiselessRuns() {
        List<Observation> runs = runs(0);
        TaskLadder ladder = TaskLadder.fit(runs, accuracies(runs, 0), settings(), share -> {});
        assertThat(ladder.link().chance()).isCloseTo(0.25, Offset.offset(0.01));
        assertThat(ladder.link().gain()).isCloseTo(0.7, Offset.offset(0.02));
        assertThat(ladder.link().k()).isCloseTo(4, Percentage.withPercentage(3));
        assertThat(ladder.link().middle()).isCloseTo(1.1, Offset.offset(0.01));
        assertThat(ladder.chainedError()).isLessThan(1e-3);
    }

    @Test
    void theAccuracyOfAModelFiveTimesLargerLiesInTheInterval() {
        List<Observation> runs = runs(0.004);
        TaskLadder ladder = TaskLadder.fit(runs, accuracies(runs, 0.008), settings(), share -> {});
        Target seven = new Target(7e9, 4e12, 6 * 7e9 * 4e12);
        double truth = LINK.at(LOSS.predict(seven));
        TaskLadder.Prediction predicted = ladder.at(seven, 0.95);
        assertThat(truth).isBetween(predicted.low(), predicted.high());
        assertThat(predicted.accuracy()).isCloseTo(truth, Offset.offset(0.05));
    }

    @Test
    void percentagesAreRefusedAsAccuracies() {
        List<Observation> runs = runs(0);
        double[] percent = accuracies(runs, 0);
        percent[3] = 61;
        assertThatThrownBy(() -> TaskLadder.fit(runs, percent, settings(), share -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("61");
    }
}
