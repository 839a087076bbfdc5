package dev.blueline.accelerator;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Kernels;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Panels;
import dev.blueline.engine.Rows;
import dev.blueline.engine.Update;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Prints how fast the products and whole training steps are on one thread, in float32 and in bfloat16, in turns. Times are
 * the thread's own, best of many, so that a busy machine disturbs them little. Arguments: seconds for each width, widths.
 */
final class SpeedStudy {
    private static final int VOCABULARY = 2048;
    private static final int CONTEXT = 256;
    private static final int HEAD_TILE = 128;
    private static final int LAYERS = 4;
    private static final List<String> LEARNERS = List.of("java", "java-bf16");
    private static final List<MatrixKernels> KERNELS = List.of(Kernels.fastest().matrix(), new Bfloat16Kernels());

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final SplittableRandom random = new SplittableRandom(1);
    private final double seconds;

    private SpeedStudy(double seconds) {
        this.seconds = seconds;
    }

    public static void main(String[] arguments) {
        double seconds = Double.parseDouble(arguments[0]);
        new SpeedStudy(seconds).run(arguments[1]);
    }

    private void run(String widths) {
        for (String width : widths.split(",", -1)) {
            steps(Integer.parseInt(width)); // compiles the kernels too
            products(Integer.parseInt(width));
        }
    }

    /** A linear layer of the model and how often a block has it; the head is a share of a block. */
    private record Layer(int rows, int in, int out, double times) {
        double flops() {
            return 2.0 * rows * in * out;
        }
    }

    private static int hidden(int width) {
        return (8 * width / 3 + 31) / 32 * 32;
    }

    private void products(int width) {
        List<Layer> layers = List.of(
                new Layer(CONTEXT, width, 3 * width, LAYERS),
                new Layer(CONTEXT, width, width, LAYERS),
                new Layer(CONTEXT, width, 2 * hidden(width), LAYERS),
                new Layer(CONTEXT, hidden(width), width, LAYERS),
                new Layer(HEAD_TILE, width, VOCABULARY, (double) CONTEXT / HEAD_TILE));
        double flops = 0;
        double[][] sum = new double[2][3];
        for (Layer layer : layers) {
            double[][] times = times(layer);
            flops += layer.flops() * layer.times();
            for (int kernel = 0; kernel < 2; kernel++) {
                for (int product = 0; product < 3; product++) {
                    sum[kernel][product] += layer.times() * times[kernel][product];
                }
            }
        }
        for (int kernel = 0; kernel < 2; kernel++) {
            double[] each = sum[kernel];
            System.out.printf(
                    Locale.ROOT,
                    "width %d, products, %s: forward %.0f, input gradient %.0f, weight gradient %.0f GFLOP/s; %.2f ms a sequence%n",
                    width,
                    LEARNERS.get(kernel),
                    flops / each[0],
                    flops / each[1],
                    flops / each[2],
                    Arrays.stream(each).sum() * 1e-6);
        }
    }

    /** Best nanoseconds of forward, input gradient and weight gradient, rounding included. */
    private double[][] times(Layer layer) {
        Rows x = rows(layer.rows(), layer.in());
        Rows y = rows(layer.rows(), layer.out());
        Rows dx = rows(layer.rows(), layer.in());
        Panels weights = panels(layer.out(), layer.in());
        Panels transposed = panels(layer.in(), layer.out());
        Panels gradient = panels(layer.out(), layer.in());
        double[][] best = new double[2][3];
        for (double[] each : best) {
            Arrays.fill(each, Double.POSITIVE_INFINITY);
        }
        int repeats = (int) (5e7 / layer.flops()) + 1;
        long until = System.nanoTime() + (long) (seconds * 1e8);
        do {
            for (int kernel = 0; kernel < 2; kernel++) {
                MatrixKernels it = KERNELS.get(kernel);
                Runnable[] products = {
                    () -> it.multiply(x, transposed, y, layer.rows()),
                    () -> it.multiply(y, weights, dx, layer.rows()),
                    () -> it.addOuter(y, x, layer.rows(), gradient)
                };
                for (int product = 0; product < 3; product++) {
                    long started = clock.getCurrentThreadCpuTime();
                    for (int i = 0; i < repeats; i++) {
                        products[product].run();
                    }
                    double time = (double) (clock.getCurrentThreadCpuTime() - started) / repeats;
                    best[kernel][product] = Math.min(best[kernel][product], time);
                }
            }
        } while (System.nanoTime() < until);
        return best;
    }

    private Rows rows(int rows, int width) {
        Rows result = Rows.of(rows, width);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                result.data()[result.row(row) + i] = (float) random.nextDouble(-1, 1);
            }
        }
        return result;
    }

    private Panels panels(int rows, int columns) {
        Panels result = Panels.of(rows, columns);
        float[] plain = new float[rows * columns];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (float) random.nextDouble(-1, 1);
        }
        result.fill(plain, 0);
        return result;
    }

    private void steps(int width) {
        int heads = width / 32;
        ModelShape shape = new ModelShape(
                VOCABULARY, CONTEXT, LAYERS, width, heads, heads, 32, hidden(width), true, false, 10_000, 1e-5);
        int rows = 8;
        int[] tokens = random.ints((long) rows * (CONTEXT + 1), 0, VOCABULARY).toArray();
        Batch batch = new Batch(tokens, rows, CONTEXT);
        Update update = new Update(1e-3, 1e-2, 1e-3, 0.9, 0.95, 1e-8, 0.1, 1);
        double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        try (Learner plain = Learners.create(LEARNERS.get(0), shape, 1, 1);
                Learner rounded = Learners.create(LEARNERS.get(1), shape, 1, 1)) {
            List<Learner> learners = List.of(plain, rounded);
            long until = System.nanoTime() + (long) (seconds * 1e9);
            for (int step = 0; step < 6 || System.nanoTime() < until; step++) {
                for (int i = 0; i < 2; i++) {
                    long started = clock.getCurrentThreadCpuTime();
                    learners.get(i).step(batch, update);
                    best[i] = Math.min(best[i], clock.getCurrentThreadCpuTime() - started);
                }
            }
        }
        double flops = shape.trainingFlops(batch.targets());
        for (int i = 0; i < 2; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "width %d, step, %s: %.0f tokens/s, %.1f GFLOP/s, %.1f ms, %.2f times as fast%n",
                    width,
                    LEARNERS.get(i),
                    batch.targets() / best[i] * 1e9,
                    flops / best[i],
                    best[i] * 1e-6,
                    best[0] / best[i]);
        }
    }
}
