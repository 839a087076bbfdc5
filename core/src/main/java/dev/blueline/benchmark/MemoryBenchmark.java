package dev.blueline.benchmark;

import com.sun.management.ThreadMXBean;
import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.ModelShape;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Heap that training takes, against {@link ModelShape#trainingBytes}; and what a step allocates once it is under way. */
final class MemoryBenchmark {
    private static final int STEPS = 20;

    private MemoryBenchmark() {}

    static List<Figure> measure(ModelShape shape) {
        Batch batch = Shapes.batch(shape);
        long before = used();
        try (JavaLearner learner = new JavaLearner(shape, 1, 1)) {
            for (int step = 0; step < 3; step++) {
                learner.step(batch, Shapes.UPDATE);
            }
            double measured = used() - before;
            double predicted = shape.trainingBytes(1);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            Rounds.warm(() -> learner.step(batch, Shapes.UPDATE), 2);
            long allocated = threads.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < STEPS; step++) {
                learner.step(batch, Shapes.UPDATE);
            }
            double each = (threads.getCurrentThreadAllocatedBytes() - allocated) / (double) STEPS;
            String name = Shapes.name(shape);
            return List.of(
                    Figure.of("memory", name + ", training, one thread", measured / (1 << 20), "MiB"),
                    Figure.of("memory", name + ", formula over measured", predicted / measured, "times"),
                    Figure.of("memory", name + ", allocated by a step", each / 1024, "KiB"));
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
