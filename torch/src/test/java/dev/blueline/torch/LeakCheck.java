package dev.blueline.torch;

import dev.blueline.engine.Batch;
import dev.blueline.engine.KeyedRandom;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/**
 * Trains a small model for many steps and prints the process's resident memory on the way: it must stay flat. Run it with
 * a small heap, so that the heap is not what is measured; docs/torch.md has the command and its result.
 */
public final class LeakCheck {
    static final Update UPDATE = new Update(0.003, 0.01, 0.003, 0.9, 0.95, 1e-8, 0.1, 1);
    private static final ModelShape SHAPE = new ModelShape(256, 32, 2, 32, 2, 1, 16, 64, true, false, 10_000, 1e-5);

    private LeakCheck() {}

    /** Arguments: learner's name, steps, threads; by default {@code torch 10000 1}. */
    public static void main(String[] arguments) throws IOException {
        String name = arguments.length > 0 ? arguments[0] : "torch";
        int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        System.out.println("step   resident MB   native objects   loss");
        try (Learner learner = learner(name, threads)) {
            for (int step = 1; step <= steps; step++) {
                double loss = learner.step(batch(step), UPDATE).loss();
                if (step == 100 || step % (steps / 10) == 0) {
                    System.out.printf(
                            "%-6d %-13.1f %-16d %.3f%n", step, residentMegabytes(), Pointer.totalCount(), loss);
                }
            }
        }
    }

    static Learner learner(String name, int threads) {
        return Learners.create(name, SHAPE, 1, threads);
    }

    /** Four rows of random tokens, the same for the same key. */
    static Batch batch(long key) {
        int[] tokens = new int[4 * (SHAPE.context() + 1)];
        Arrays.setAll(tokens, i -> (int) (SHAPE.vocabulary() * KeyedRandom.uniform(key, 1, i)));
        return new Batch(tokens, 4, SHAPE.context());
    }

    private static double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1000)
                .findFirst()
                .orElseThrow();
    }
}
