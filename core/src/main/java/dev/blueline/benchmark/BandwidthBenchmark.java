package dev.blueline.benchmark;

import dev.blueline.engine.MemoryBandwidth;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.StoredModel;
import dev.blueline.engine.SyntheticModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decoding one sequence of a model of a hundred million weights from its mapped file, against the speed at which all cores together read
 * memory: bytes of weights a token, times tokens a second, over bytes a second. Both are measured in turns.
 */
final class BandwidthBenchmark {
    /** 102 million weights, 95% of them read for every token. */
    private static final ModelShape SHAPE =
            new ModelShape(16_384, 256, 12, 768, 12, 4, 64, 2560, false, true, 10_000, 1e-5);

    private static final int ROUNDS = 7;
    private static final int TOKENS = 24;
    private static final double SUM_SECONDS = 0.3;

    private BandwidthBenchmark() {}

    static List<Figure> measure(int threads, double seconds) {
        return measure(SHAPE, threads, seconds, MemoryBandwidth.BYTES);
    }

    static List<Figure> measure(ModelShape shape, int threads, double seconds, long bytes) {
        List<Figure> figures = new ArrayList<>();
        try (MemoryBandwidth memory = new MemoryBandwidth(threads, bytes)) {
            for (NumberFormat format : List.of(NumberFormat.F32, NumberFormat.BF16, NumberFormat.Q8_0)) {
                Path folder = Files.createTempDirectory("blueline-bandwidth-");
                try {
                    SyntheticModel.write(folder, shape, format, 1);
                    figures.addAll(measure(folder, format, memory, threads, seconds));
                } finally {
                    delete(folder);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("no temporary folder for a model: " + failure.getMessage(), failure);
        }
        return figures;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static List<Figure> measure(
            Path folder, NumberFormat format, MemoryBandwidth memory, int threads, double seconds) {
        double[] reads = new double[ROUNDS];
        double[] rates = new double[ROUNDS];
        double[] shares = new double[ROUNDS];
        double bytes;
        try (StoredModel model = StoredModel.open(folder, threads)) {
            bytes = model.bytesOfAToken();
            Rounds.warm(() -> tokensPerSecond(model), seconds);
            for (int round = 0; round < ROUNDS; round++) {
                reads[round] = memory.measure(SUM_SECONDS);
                rates[round] = tokensPerSecond(model);
                shares[round] = rates[round] * bytes / reads[round];
            }
        }
        for (double[] each : List.of(reads, rates, shares)) {
            Arrays.sort(each);
        }
        String name = format + ", threads " + threads;
        return List.of(
                figure("memory read by all threads", reads, 1e-9, "GB/s"),
                Figure.of("bandwidth", name + ", weights read for a token", bytes * 1e-6, "MB"),
                figure(name + ", one sequence", rates, 1, "tokens/s"),
                figure(name + ", weights over memory", shares, 1, "of bandwidth"));
    }

    private static Figure figure(String name, double[] ascending, double scale, String unit) {
        return new Figure(
                "bandwidth",
                name,
                scale * Rounds.median(ascending),
                scale * ascending[0],
                scale * ascending[ROUNDS - 1],
                unit);
    }

    private static double tokensPerSecond(StoredModel model) {
        long start = System.nanoTime();
        int tokens = model.sample(List.of(new int[] {1}), new Sampling(TOKENS, 0, 1, 1, -1))
                .getFirst()
                .length;
        return tokens / ((System.nanoTime() - start) * 1e-9);
    }
}
