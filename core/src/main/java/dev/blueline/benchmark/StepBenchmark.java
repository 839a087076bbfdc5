package dev.blueline.benchmark;

import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Kernels;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.PeakFlops;
import java.util.ArrayList;
import java.util.List;

/** A whole training step, optimizer included, on one thread: exact FLOPs over time over the core's peak. */
final class StepBenchmark {
    private StepBenchmark() {}

    /** Tokens a second and share of peak of every learner on one shape; and how much faster the first is than each other. */
    static List<Figure> measure(ModelShape shape, List<String> learners, double seconds) {
        List<Figure> figures = new ArrayList<>();
        double first = Double.NaN;
        for (String name : learners) {
            String title = Shapes.name(shape) + ", " + name;
            Rounds rounds = measure(shape, name, seconds);
            figures.add(rounds.share("step, one thread", title));
            Figure rate = rounds.rate("step, one thread", title, tokens(), "tokens/s");
            figures.add(rate);
            if (Double.isNaN(first)) {
                first = rate.value();
            } else {
                String ratio = Shapes.name(shape) + ", " + learners.getFirst() + " over " + name;
                figures.add(Figure.of("step, one thread", ratio, first / rate.value(), "times"));
            }
        }
        return figures;
    }

    private static Rounds measure(ModelShape shape, String name, double seconds) {
        Batch batch = Shapes.batch(shape);
        try (Learner learner = Learners.create(name, shape, 1, 1)) {
            Runnable step = () -> learner.step(batch, Shapes.UPDATE);
            Rounds.warm(step, seconds);
            return Rounds.of(step, shape.trainingFlops(tokens()), seconds);
        }
    }

    /** Where the time of the java learner's step goes: shares of the time, and speeds of what counts FLOPs. */
    static List<Figure> profile(ModelShape shape, double seconds) {
        List<Figure> figures = new ArrayList<>();
        KernelClock clock = new KernelClock();
        Batch batch = Shapes.batch(shape);
        try (Learner learner = new JavaLearner(shape, 1, 1, () -> clock.timed(Kernels.fastest()))) {
            Runnable step = () -> learner.step(batch, Shapes.UPDATE);
            Rounds.warm(step, seconds);
            double peak = PeakFlops.measure(0.3);
            clock.reset();
            Rounds.warm(step, seconds);
            double total = clock.shares().values().stream()
                    .mapToDouble(KernelClock.Share::seconds)
                    .sum();
            clock.shares().forEach((part, share) -> {
                String name = Shapes.name(shape) + ", " + part.title;
                figures.add(Figure.of("inside a step", name, 100 * share.seconds() / total, "% of time"));
                if (share.flops() > 0) {
                    figures.add(Figure.of("inside a step", name, share.flops() / share.seconds() / peak, "of peak"));
                }
            });
        }
        return figures;
    }

    static int tokens() {
        return Shapes.ROWS * Shapes.CONTEXT;
    }
}
