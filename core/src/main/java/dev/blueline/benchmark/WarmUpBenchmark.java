package dev.blueline.benchmark;

import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import java.util.ArrayList;
import java.util.List;

/**
 * How long after the first step a fresh JVM trains at its steady speed: from then on half a second of steps takes at most
 * 1.1 times as long as in the end. True only of the first thing that this JVM does.
 */
final class WarmUpBenchmark {
    private static final double WINDOW = 0.5;
    private static final double TOLERANCE = 1.1;

    private WarmUpBenchmark() {}

    static Figure measure(ModelShape shape, double seconds) {
        Batch batch = Shapes.batch(shape);
        List<Double> windows = new ArrayList<>();
        try (Learner learner = new JavaLearner(shape, 1, 1)) {
            long begin = System.nanoTime();
            while ((System.nanoTime() - begin) * 1e-9 < seconds) {
                long start = System.nanoTime();
                int steps = 0;
                do {
                    learner.step(batch, Shapes.UPDATE);
                    steps++;
                } while ((System.nanoTime() - start) * 1e-9 < WINDOW);
                windows.add((System.nanoTime() - start) * 1e-9 / steps);
            }
        }
        double steady = windows.subList(windows.size() * 2 / 3, windows.size()).stream()
                .sorted()
                .skip(windows.size() / 6)
                .findFirst()
                .orElseThrow();
        int first = 0;
        while (windows.get(first) > TOLERANCE * steady) {
            first++;
        }
        return Figure.of("warm-up", Shapes.name(shape) + ", steady after", first * WINDOW, "s");
    }
}
