package dev.blueline.engine;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What Muon adds to a step, in FLOPs and in processor time, size by size: the cost table of docs/muon.md. Steps of AdamW and
 * Muon alternate, so that whatever else the machine does slows both.
 */
final class MuonCostStudy {
    private static final int CONTEXT = 256;
    private static final int ROWS = 8;
    private static final int[][] SIZES = {{32, 2}, {64, 2}, {96, 2}, {128, 3}, {256, 4}, {512, 8}};

    private MuonCostStudy() {}

    public static void main(String[] arguments) {
        System.out.println(
                "| size | Newton-Schulz, share of a step's FLOPs | processor time a step, AdamW | Muon | more |");
        System.out.println("|---|---|---|---|---|");
        for (int[] size : SIZES) {
            int width = size[0];
            int hidden = (int) Math.ceil(width * 2.667 / 32) * 32;
            ModelShape shape = new ModelShape(
                    1024, CONTEXT, size[1], width, width / 32, width / 32, 32, hidden, true, false, 10_000, 1e-5);
            double share = Muon.flops(shape) / shape.trainingFlops((long) ROWS * CONTEXT);
            double[] seconds = measure(shape, Math.max(4, 20_000 / (width * size[1])));
            System.out.printf(
                    Locale.ROOT,
                    "| %dx%d | %.1f%% | %.1f ms | %.1f ms | %.0f%% |%n",
                    width,
                    size[1],
                    100 * share,
                    1e3 * seconds[0],
                    1e3 * seconds[1],
                    100 * (seconds[1] / seconds[0] - 1));
        }
    }

    /** Median processor time of a step by AdamW and by Muon, the first half of the steps left out. */
    private static double[] measure(ModelShape shape, int steps) {
        Update adamW = new Update(1e-3, 1e-3, 1e-3, 0.9, 0.95, 1e-8, 0, 1);
        Update[] updates = {adamW, adamW.withMuon(1e-3)};
        double[][] seconds = new double[2][steps];
        Batch batch = new Batch(
                new SplittableRandom(1)
                        .ints(ROWS * (CONTEXT + 1L), 0, shape.vocabulary())
                        .toArray(),
                ROWS,
                CONTEXT);
        try (Learner learner = new JavaLearner(shape, 1, 1)) {
            for (int step = 0; step < 2 * steps; step++) {
                long started = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                learner.step(batch, updates[step % 2]);
                seconds[step % 2][step / 2] =
                        1e-9 * (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - started);
            }
        }
        return Arrays.stream(seconds)
                .mapToDouble(MuonCostStudy::medianOfLaterHalf)
                .toArray();
    }

    private static double medianOfLaterHalf(double[] values) {
        double[] later = Arrays.copyOfRange(values, values.length / 2, values.length);
        Arrays.sort(later);
        return later[later.length / 2];
    }
}
