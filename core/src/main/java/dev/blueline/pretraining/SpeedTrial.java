package dev.blueline.pretraining;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.PeakFlops;
import dev.blueline.study.Rates;
import dev.blueline.training.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures training speed for a few seconds with every worker busy, as in the ladder, and warms the kernels up on the way.
 * The widest shape goes first and is given longer: it meets cold code, and the narrow shapes, whose steps are short, then do
 * not.
 */
record SpeedTrial(String learner, List<ModelShape> shapes, int rows, Recipe recipe) {
    private static final double COLD_SECONDS = 4;
    private static final double WARM_SECONDS = 0.6;
    private static final double MEASURED_SECONDS = 0.8;

    Rates measure(int workers) {
        double peak = PeakFlops.measure(0.5);
        List<Rates.Speed> speeds = new ArrayList<>();
        for (ModelShape shape : shapes.reversed()) {
            double warm = speeds.isEmpty() ? COLD_SECONDS : WARM_SECONDS;
            double sum = IntStream.range(0, workers)
                    .mapToObj(worker -> {
                        Trial trial = new Trial(shape, 1, warm);
                        return new Running(trial, Thread.ofPlatform().start(trial));
                    })
                    .toList()
                    .stream()
                    .mapToDouble(Running::flops)
                    .sum();
            speeds.addFirst(new Rates.Speed(shape.width(), sum / workers));
        }
        double team = 1;
        if (workers > 1) {
            Trial together = new Trial(shapes.getLast(), workers, WARM_SECONDS);
            together.run();
            team = Math.max(1, together.flops() / speeds.getLast().flops());
        }
        return new Rates(workers, peak, speeds, team);
    }

    private record Running(Trial trial, Thread thread) {
        double flops() {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return trial.flops();
        }
    }

    private final class Trial implements Runnable {
        private final ModelShape shape;
        private final int threads;
        private final double warmSeconds;
        private volatile double flops;
        private volatile Optional<Throwable> failure = Optional.empty();

        Trial(ModelShape shape, int threads, double warmSeconds) {
            this.shape = shape;
            this.threads = threads;
            this.warmSeconds = warmSeconds;
        }

        @Override
        public void run() {
            int length = shape.context();
            SplittableRandom random = new SplittableRandom(1);
            Batch batch = new Batch(
                    random.ints((long) rows * (length + 1), 0, shape.vocabulary())
                            .toArray(),
                    rows,
                    length);
            try (Learner trial = Learners.create(learner, shape, 1, threads)) {
                stepFor(trial, batch, warmSeconds);
                long started = System.nanoTime();
                long steps = stepFor(trial, batch, MEASURED_SECONDS);
                double seconds = (System.nanoTime() - started) * 1e-9;
                flops = steps * recipe.flops(shape, batch.targets()) / seconds;
            } catch (RuntimeException | Error broken) {
                failure = Optional.of(broken);
            }
        }

        /** Its speed, once it has run. */
        double flops() {
            failure.ifPresent(broken -> {
                throw new IllegalStateException("a speed trial failed: " + broken, broken);
            });
            return flops;
        }

        private long stepFor(Learner trial, Batch batch, double seconds) {
            long until = System.nanoTime() + (long) (seconds * 1e9);
            long steps = 0;
            do {
                trial.step(batch, recipe.update(shape.width(), 1e-3));
                steps++;
            } while (System.nanoTime() < until);
            return steps;
        }
    }
}
