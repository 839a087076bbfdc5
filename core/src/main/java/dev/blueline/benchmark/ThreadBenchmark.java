package dev.blueline.benchmark;

import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** One run on two threads, against one thread, and against two runs of one thread each beside each other. */
final class ThreadBenchmark {
    private static final int ROUNDS = 7;

    private ThreadBenchmark() {}

    static List<Figure> measure(ModelShape shape, double seconds) {
        Batch batch = Shapes.batch(shape);
        double[] toOne = new double[ROUNDS];
        double[] toTwo = new double[ROUNDS];
        try (Learner one = new JavaLearner(shape, 1, 1);
                Learner other = new JavaLearner(shape, 2, 1);
                Learner team = new JavaLearner(shape, 1, 2)) {
            for (Learner learner : List.of(one, other, team)) {
                Rounds.warm(() -> learner.step(batch, Shapes.UPDATE), seconds / 2);
            }
            for (int round = 0; round < ROUNDS; round++) {
                double slice = seconds / ROUNDS;
                double alone = steps(one, batch, slice);
                double together = steps(team, batch, slice);
                double beside = beside(one, other, batch, slice);
                toOne[round] = together / alone;
                toTwo[round] = together / beside;
            }
        }
        Arrays.sort(toOne);
        Arrays.sort(toTwo);
        List<Figure> figures = new ArrayList<>();
        String name = Shapes.name(shape) + ", one run on two threads over ";
        figures.add(ratio(name + "one thread", toOne));
        figures.add(ratio(name + "two runs side by side", toTwo));
        return figures;
    }

    private static Figure ratio(String name, double[] ascending) {
        return new Figure("threads", name, Rounds.median(ascending), ascending[0], ascending[ROUNDS - 1], "times");
    }

    /** Steps a second. */
    private static double steps(Learner learner, Batch batch, double seconds) {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        int steps = 0;
        do {
            learner.step(batch, Shapes.UPDATE);
            steps++;
        } while (System.nanoTime() < end);
        return steps / ((System.nanoTime() - start) * 1e-9);
    }

    private static double beside(Learner one, Learner other, Batch batch, double seconds) {
        double[] rates = new double[2];
        CountDownLatch ready = new CountDownLatch(2);
        Thread second = Thread.ofPlatform().start(() -> {
            meet(ready);
            rates[1] = steps(other, batch, seconds);
        });
        meet(ready);
        rates[0] = steps(one, batch, seconds);
        boolean interrupted = false;
        while (second.isAlive()) {
            try {
                second.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return rates[0] + rates[1];
    }

    private static void meet(CountDownLatch ready) {
        ready.countDown();
        while (ready.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
