package dev.blueline.training;

import dev.blueline.Faults;
import dev.blueline.Outcomes;
import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a trunk of a small real model, stops it somewhere, damages one file of its checkpoints, and goes on: the
 * finished models must be those of the trunk that nothing happened to.
 */
public final class DamagedCheckpoints {
    private static final ModelShape SHAPE = new ModelShape(48, 8, 1, 16, 1, 1, 16, 32, true, false, 10_000, 1e-5);
    private static final Recipe RECIPE =
            new Recipe(16, Optimizer.ADAMW, 0, 0.5, 0.1, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.1, 0.2, 2, 0.5);
    private static final List<Long> LENGTHS = List.of(20L, 60L, 120L);
    private static final int STEPS = 96 + 4 + 12 + 24;
    private static final int RETRIED_AT = 70;

    private final Path work;
    private final Faults faults;
    private final SplittableRandom random;

    public DamagedCheckpoints(Path work, long seed) {
        this.work = work;
        this.faults = new Faults(seed);
        this.random = new SplittableRandom(seed);
    }

    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What a trunk's runs ended with. */
    private record Ended(List<byte[]> models, List<Double> rates) {
        boolean equalTo(Ended other) {
            return rates.equals(other.rates) && Arrays.deepEquals(models.toArray(), other.models.toArray());
        }
    }

    /**
     * @param cases how many
     * @param outcomes counts them
     */
    public void run(int cases, Outcomes outcomes) throws IOException {
        for (boolean retried : new boolean[] {false, true}) {
            Ended whole = train(folder("whole"), retried, Integer.MAX_VALUE, new ArrayList<>());
            for (int i = 0; i < cases / 2; i++) {
                oneCase(retried, whole, outcomes);
            }
        }
    }

    private void oneCase(boolean retried, Ended whole, Outcomes outcomes) throws IOException {
        Path trunk = folder("trunk");
        int stop = 20 + random.nextInt(STEPS - 20);
        try {
            train(trunk, retried, stop, new ArrayList<>());
        } catch (StoppedException stopped) {
            Path file = faults.choose(trunk, ".*-g\\d+-\\d+/.*");
            String how = trunk.relativize(file) + ": " + faults.damage(file) + ", stopped after " + stop + " steps";
            List<String> said = new ArrayList<>();
            boolean same = train(trunk, retried, Integer.MAX_VALUE, said).equalTo(whole);
            outcomes.count(
                    "trunks/ " + file.getFileName(),
                    !same ? Outcomes.Kind.WRONG : said.isEmpty() ? Outcomes.Kind.NOT_READ : Outcomes.Kind.REPAIRED,
                    how);
        }
    }

    /** With retries, the trunk meets a loss that is not a number once its rate is full at a step. */
    private Ended train(Path trunk, boolean retried, int stopAfter, List<String> said) {
        int[] left = {stopAfter};
        Ended ended = new Ended(new ArrayList<>(), new ArrayList<>());
        new Trainer(
                        () -> new Retried(Learners.create("java", SHAPE, 3, 1), retried),
                        DamagedCheckpoints::batch,
                        RECIPE,
                        20,
                        1,
                        trunk,
                        0,
                        (done, loss) -> {
                            if (--left[0] < 0) {
                                throw new StoppedException();
                            }
                        },
                        said::add)
                .train(LENGTHS, (run, learner) -> {
                    ended.rates().add(run.rateScale());
                    ended.models().add(model(learner));
                });
        return ended;
    }

    private byte[] model(Learner learner) {
        try {
            Path place = folder("model");
            learner.save(place);
            return Files.readAllBytes(place.resolve("model.safetensors"));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static Batch batch(long step) {
        return new Batch(
                new SplittableRandom(step).ints(18, 0, SHAPE.vocabulary()).toArray(), 2, 8);
    }

    private Path folder(String name) throws IOException {
        Path folder = work.resolve(name);
        Faults.delete(folder);
        return Files.createDirectories(folder);
    }

    /** A learner that, at the full rate, meets no number at one step. */
    private record Retried(Learner real, boolean retried, long[] steps) implements Learner {
        Retried(Learner real, boolean retried) {
            this(real, retried, new long[1]);
        }

        @Override
        public ModelShape shape() {
            return real.shape();
        }

        @Override
        public StepResult step(Batch batch, dev.blueline.engine.Update update) {
            StepResult result = real.step(batch, update);
            boolean bad = retried && steps[0] == RETRIED_AT && update.matrixRate() > 0.6 * RECIPE.matrixRate() / 16;
            steps[0]++;
            return bad ? new StepResult(Double.NaN, Double.NaN) : result;
        }

        @Override
        public float[] score(Batch batch) {
            return real.score(batch);
        }

        @Override
        public float[] next(int[] context) {
            return real.next(context);
        }

        @Override
        public List<int[]> sample(List<int[]> prompts, dev.blueline.engine.Sampling sampling) {
            return real.sample(prompts, sampling);
        }

        @Override
        public void save(Path folder) {
            real.save(folder);
        }

        @Override
        public void load(Path folder) {
            real.load(folder);
            String name = folder.getFileName().toString();
            steps[0] = Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
