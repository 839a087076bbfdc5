package dev.blueline.torch;

import dev.blueline.engine.Batch;
import dev.blueline.engine.KeyedRandom;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Update;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Training speed of the learners side by side on one thread, by the processor time that the thread was given, so that what
 * else the machine does matters less; docs/torch.md has the command and its result.
 */
public final class StepSpeed {
    private static final Update UPDATE = new Update(1e-3, 1e-3, 1e-3, 0.9, 0.95, 1e-8, 0.1, 1);
    private static final double SECONDS = 15;

    private StepSpeed() {}

    /** Arguments: learners' names; by default {@code java torch torch-bf16}. */
    public static void main(String[] arguments) {
        List<String> names = arguments.length > 0 ? List.of(arguments) : List.of("java", "torch", "torch-bf16");
        System.out.println("width   learner       tokens/s   GFLOP/s");
        for (int width : new int[] {64, 128, 256, 512}) {
            int hidden = (width * 8 / 3 + 31) / 32 * 32;
            ModelShape shape =
                    new ModelShape(2048, 256, 4, width, width / 32, width / 32, 32, hidden, true, true, 10_000, 1e-5);
            for (String name : names) {
                double tokens = tokensPerSecond(name, shape);
                System.out.printf(
                        "%-7d %-13s %-10.0f %.1f%n", width, name, tokens, tokens * shape.trainingFlops(1) * 1e-9);
            }
        }
    }

    private static double tokensPerSecond(String name, ModelShape shape) {
        int[] tokens = new int[8 * (shape.context() + 1)];
        Arrays.setAll(tokens, i -> (int) (shape.vocabulary() * KeyedRandom.uniform(1, 1, i)));
        Batch batch = new Batch(tokens, 8, shape.context());
        try (Learner learner = Learners.create(name, shape, 1, 1)) {
            double best = 0;
            long until = System.nanoTime() + (long) (SECONDS * 1e9);
            do {
                long started = processorTime();
                learner.step(batch, UPDATE);
                best = Math.max(best, batch.targets() * 1e9 / (processorTime() - started));
            } while (System.nanoTime() < until);
            return best;
        }
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
