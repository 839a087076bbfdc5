package dev.blueline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Optimizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final Recipe RECIPE =
            new Recipe(8, Optimizer.ADAMW, 0, 0.5, 0.1, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.1, 0.2, 2, 0.5);
    private static final Batches BATCHES =
            step -> new Batch(new int[] {(int) (step % 7), 0, 0, 0, 0, 0, 0, 0, 0}, 1, 8);

    @TempDir
    Path folder;

    @Test
    void everyRunOfATrunkEqualsTheRunTrainedAlone() {
        List<Double> together = states(List.of(20L, 50L, 100L), folder.resolve("together"), CountingLearner::new);
        assertThat(states(List.of(50L), folder.resolve("alone"), CountingLearner::new))
                .containsExactly(together.get(1));
        assertThat(states(List.of(100L), folder.resolve("alone100"), CountingLearner::new))
                .containsExactly(together.get(2));
    }

    @Test
    void aTrunkGoesOnToLongerRunsWithoutRepeatingItself() {
        List<Double> whole = states(List.of(20L, 50L, 100L), folder.resolve("whole"), CountingLearner::new);
        Path trunk = folder.resolve("extended");
        states(List.of(20L), trunk, CountingLearner::new);
        int[] steps = {0};
        List<Double> later = new ArrayList<>();
        new Trainer(CountingLearner::new, BATCHES, RECIPE, 20, 1, trunk, 0, (done, loss) -> steps[0]++)
                .train(List.of(50L, 100L), (run, learner) -> later.add(((CountingLearner) learner).state()));
        assertThat(later).isEqualTo(whole.subList(1, 3));
        // trunk from 16 to 80, then the cooldowns of 10 and 20 steps
        assertThat(steps[0]).isEqualTo(80 - 16 + 10 + 20);
    }

    @Test
    void aKilledTrainerEndsBitIdenticalWhereverItWasKilled() {
        List<Double> whole = states(List.of(20L, 50L), folder.resolve("whole"), CountingLearner::new);
        for (int kill = 1; kill < 54; kill += 3) {
            int at = kill;
            Path trunk = folder.resolve("killed" + kill);
            assertThatThrownBy(() -> states(List.of(20L, 50L), trunk, () -> {
                        CountingLearner learner = new CountingLearner();
                        learner.stepsLeft = at;
                        return learner;
                    }))
                    .isInstanceOf(CountingLearner.KilledException.class);
            assertThat(states(List.of(20L, 50L), trunk, CountingLearner::new)).isEqualTo(whole);
        }
    }

    @Test
    void aDivergedRunIsRetriedAtALowerRateAndMarked() {
        List<TrainedRun> runs = new ArrayList<>();
        trainer(folder, () -> {
                    CountingLearner learner = new CountingLearner();
                    learner.diverges = 30;
                    learner.largestGoodRate = 0.06;
                    return learner;
                })
                .train(List.of(20L, 50L), (run, learner) -> runs.add(run));
        assertThat(runs).extracting(TrainedRun::retries).containsExactly(0, 1);
        assertThat(runs).extracting(TrainedRun::rateScale).containsExactly(1.0, 0.5);
        assertThat(runs).extracting(TrainedRun::diverged).containsExactly(false, false);
    }

    @Test
    void aRunThatKeepsDivergingIsGivenUpAfterItsRetries() {
        List<TrainedRun> runs = new ArrayList<>();
        trainer(folder, () -> {
                    CountingLearner learner = new CountingLearner();
                    learner.diverges = 5;
                    learner.largestGoodRate = 0;
                    return learner;
                })
                .train(List.of(20L), (run, learner) -> runs.add(run));
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.diverged()).isTrue();
            assertThat(run.retries()).isEqualTo(2);
            assertThat(run.rateScale()).isEqualTo(0.25);
        });
    }

    @Test
    void theLossCurveCoversTheRunAndSurvivesARestart() {
        List<TrainedRun> whole = new ArrayList<>();
        trainer(folder.resolve("a"), CountingLearner::new).train(List.of(50L), (run, learner) -> whole.add(run));
        List<LossPoint> curve = whole.getFirst().curve();
        // the last two steps of 50 are too few for a point of their own
        assertThat(curve.getLast().tokens()).isEqualTo(48 * 8);
        assertThat(curve).extracting(LossPoint::tokens).isSorted().doesNotHaveDuplicates();
        Path trunk = folder.resolve("b");
        assertThatThrownBy(() -> states(List.of(50L), trunk, () -> {
                    CountingLearner learner = new CountingLearner();
                    learner.stepsLeft = 45;
                    return learner;
                }))
                .isInstanceOf(CountingLearner.KilledException.class);
        List<TrainedRun> resumed = new ArrayList<>();
        trainer(trunk, CountingLearner::new).train(List.of(50L), (run, learner) -> resumed.add(run));
        assertThat(resumed.getFirst().curve()).isEqualTo(curve);
    }

    private static Trainer trainer(Path trunk, Supplier<Learner> fresh) {
        return new Trainer(fresh, BATCHES, RECIPE, 20, 1, trunk, 0, (done, loss) -> {});
    }

    private static List<Double> states(List<Long> lengths, Path trunk, Supplier<Learner> fresh) {
        List<Double> states = new ArrayList<>();
        trainer(trunk, fresh).train(lengths, (run, learner) -> states.add(((CountingLearner) learner).state()));
        return states;
    }
}
