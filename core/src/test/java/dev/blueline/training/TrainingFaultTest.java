package dev.blueline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Optimizer;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults thrown into the training of a real, very small model, through the learner. */
class TrainingFaultTest {
    private static final ModelShape SHAPE = new ModelShape(64, 16, 1, 16, 1, 1, 16, 32, true, false, 10_000, 1e-5);
    private static final Recipe RECIPE =
            new Recipe(64, Optimizer.ADAMW, 0, 0.3, 0.1, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.1, 0.2, 2, 0.5);
    private static final Batches BATCHES = step -> new Batch(
            new Random(step).ints(4 * 17, 0, 64).map(token -> token / 8 * 8).toArray(), 4, 16);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** What a learner does at a step in place of what it should; the count of steps is that of the object. */
    @FunctionalInterface
    private interface Fault {
        Learner.StepResult at(int step, Learner learner, Batch batch, Update update);
    }

    private static final class Faulty implements Learner {
        private final Learner learner = new JavaLearner(SHAPE, 1, 1);
        private final Fault fault;
        private int steps;
        private boolean closed;

        Faulty(Fault fault) {
            this.fault = fault;
        }

        @Override
        public StepResult step(Batch batch, Update update) {
            return fault.at(steps++, learner, batch, update);
        }

        @Override
        public ModelShape shape() {
            return SHAPE;
        }

        @Override
        public float[] score(Batch batch) {
            return learner.score(batch);
        }

        @Override
        public float[] next(int[] context) {
            return learner.next(context);
        }

        @Override
        public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
            return learner.sample(prompts, sampling);
        }

        @Override
        public void save(Path to) {
            learner.save(to);
        }

        @Override
        public void load(Path from) {
            learner.load(from);
        }

        @Override
        public void close() {
            closed = true;
            learner.close();
        }
    }

    private record Ended(TrainedRun run, byte[] weights) {}

    private Ended train(Path trunk, long length, Supplier<Learner> fresh) {
        List<Ended> ended = new ArrayList<>();
        new Trainer(fresh, BATCHES, RECIPE, 20, 1, trunk, 0, (step, loss) -> {})
                .train(List.of(length), (run, learner) -> {
                    Path to = trunk.resolve("end");
                    learner.save(to);
                    try {
                        ended.add(new Ended(run, Files.readAllBytes(to.resolve("model.safetensors"))));
                    } catch (IOException failure) {
                        throw new AssertionError(failure);
                    }
                });
        return ended.getFirst();
    }

    private Path trunk(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Test
    void aHealthyRunIsToTheLastBitWhatItIsWithoutTheRule() throws IOException {
        Ended guarded = train(trunk("guarded"), 200, () -> new JavaLearner(SHAPE, 1, 1));
        Schedule schedule = new Schedule(2);
        try (JavaLearner plain = new JavaLearner(SHAPE, 1, 1)) {
            for (long step = 0; step < 200; step++) {
                double factor = step < 160 ? schedule.trunk(step) : schedule.cooldown(step, 160, 200);
                plain.step(BATCHES.at(step), RECIPE.update(16, factor));
            }
            plain.save(folder.resolve("plain"));
        }
        assertThat(guarded.weights())
                .isEqualTo(Files.readAllBytes(folder.resolve("plain").resolve("model.safetensors")));
        assertThat(guarded.run().note()).isEmpty();
        assertThat(guarded.run().curve()).allSatisfy(point -> {
            assertThat(point.gradientNorm()).isPositive();
            assertThat(point.rate()).isBetween(0.0, 0.3 / 16);
        });
    }

    @Test
    void oneStepThatIsNoNumberIsLeftOutAndNoted() throws IOException {
        Ended ended = train(
                trunk("nan"),
                50,
                () -> new Faulty((step, learner, batch, update) ->
                        step == 30 ? new Learner.StepResult(Double.NaN, Double.NaN) : learner.step(batch, update)));
        assertThat(ended.run().diverged()).isFalse();
        assertThat(ended.run().retries()).isZero();
        assertThat(ended.run().note()).isEqualTo("step 31 left out: its loss is not a number");
        assertThat(ended.run().curve())
                .allSatisfy(point -> assertThat(point.nats()).isFinite());
    }

    @Test
    void anInfiniteGradientIsLeftOutAndNoted() throws IOException {
        Ended ended = train(
                trunk("infinite"),
                50,
                () -> new Faulty((step, learner, batch, update) -> step == 30
                        ? new Learner.StepResult(3, Double.POSITIVE_INFINITY)
                        : learner.step(batch, update)));
        assertThat(ended.run().note()).isEqualTo("step 31 left out: its gradient is not a number");
    }

    @Test
    void weightsThatAreNoNumbersBringTheRunBackToItsStartAtALowerRate() throws IOException {
        int[] learners = {0};
        Ended ended = train(trunk("weights"), 50, () -> {
            boolean first = learners[0]++ == 0;
            return new Faulty((step, learner, batch, update) ->
                    first && step >= 30 ? new Learner.StepResult(Double.NaN, Double.NaN) : learner.step(batch, update));
        });
        assertThat(ended.run().diverged()).isFalse();
        assertThat(ended.run().retries()).isEqualTo(1);
        assertThat(ended.run().note())
                .startsWith("step 31 left out")
                .endsWith("restart from step 0 at 0.5 times the rate");
    }

    @Test
    void aLossThatStaysUpMakesTheRunDivergeWithItsCause() throws IOException {
        Ended ended = train(
                trunk("spike"),
                100,
                () -> new Faulty((step, learner, batch, update) -> {
                    Learner.StepResult result = learner.step(batch, update);
                    return step < 30 ? result : new Learner.StepResult(result.loss() + 3, result.gradientNorm());
                }));
        assertThat(ended.run().diverged()).isTrue();
        assertThat(ended.run().remarks()).hasSize(5).contains("restart from step 0 at 0.25 times the rate");
        assertThat(ended.run().note())
                .startsWith("diverged at step")
                .contains("; 1 more; diverged at step")
                .doesNotContain("\n");
    }

    @Test
    void aGradientFarAboveTheUsualIsLeftOutByTheLearnerItself() throws IOException {
        // The fault makes the real gradient look thirty times larger, by a limit thirty times lower.
        double[] asked = {0};
        Ended ended = train(
                trunk("norm"),
                200,
                () -> new Faulty((step, learner, batch, update) -> {
                    if (step != 150) {
                        return learner.step(batch, update);
                    }
                    asked[0] = update.leaveOut();
                    Learner.StepResult result = learner.step(batch, update.leavingOut(update.leaveOut() / 30));
                    return new Learner.StepResult(result.loss(), 30 * result.gradientNorm());
                }));
        assertThat(asked[0]).isFinite();
        assertThat(ended.run().note())
                .startsWith("step 151 left out: gradient norm")
                .endsWith("is usual");
        Ended healthy = train(trunk("healthy"), 200, () -> new JavaLearner(SHAPE, 1, 1));
        assertThat(ended.weights()).isNotEqualTo(healthy.weights());
    }

    @Test
    void aRunWithFaultsThatIsKilledEndsAsTheOneThatWasNot() throws IOException {
        Supplier<Learner> faulty =
                () -> new Faulty((step, learner, batch, update) -> brokenBatch(learner, batch, update));
        Ended whole = train(trunk("whole"), 120, faulty);
        for (int kill : new int[] {44, 46, 70}) {
            Path trunk = trunk("killed" + kill);
            assertThatThrownBy(() -> train(
                            trunk,
                            120,
                            () -> new Faulty((step, learner, batch, update) -> {
                                if (step == kill) {
                                    throw new CountingLearner.KilledException();
                                }
                                return brokenBatch(learner, batch, update);
                            })))
                    .isInstanceOf(CountingLearner.KilledException.class);
            Ended resumed = train(trunk, 120, faulty);
            assertThat(resumed.weights()).isEqualTo(whole.weights());
            assertThat(resumed.run().remarks()).isEqualTo(whole.run().remarks()).hasSize(1);
            assertThat(resumed.run().curve()).isEqualTo(whole.run().curve());
            assertThat(resumed.run().curve()).extracting(LossPoint::tokens).doesNotHaveDuplicates();
            assertThat(resumed.run().clock()).hasSameSizeAs(resumed.run().curve());
        }
    }

    /** A fault of the batch, so that it comes again: gradients of step 45 are no numbers. */
    private static Learner.StepResult brokenBatch(Learner learner, Batch batch, Update update) {
        return Arrays.equals(batch.tokens(), BATCHES.at(45).tokens())
                ? new Learner.StepResult(2, Double.NaN)
                : learner.step(batch, update);
    }

    @Test
    void anExceptionLeavesNoLearnerOpen() throws IOException {
        List<Faulty> made = new ArrayList<>();
        Path trunk = trunk("exception");
        assertThatThrownBy(() -> train(trunk, 50, () -> {
                    made.add(new Faulty((step, learner, batch, update) -> {
                        throw new IllegalStateException("broken");
                    }));
                    return made.getLast();
                }))
                .hasMessage("broken");
        assertThat(made)
                .singleElement()
                .satisfies(learner -> assertThat(learner.closed).isTrue());
    }
}
