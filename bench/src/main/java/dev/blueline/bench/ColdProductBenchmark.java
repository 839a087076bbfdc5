package dev.blueline.bench;

import dev.blueline.engine.Kernels;
import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.Panels;
import dev.blueline.engine.Rows;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What memory costs a product: 128 rows, 64 to 192, on each of a number of copies of its operands in turn. One copy takes
 * 0.2 MB and stays in the second-level cache; the more there are, the further away is what a product finds.
 * {@code gigaflops} counts billions of FLOPs a second; what all copies take is printed at the start.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages"})
public class ColdProductBenchmark {
    private static final int ROWS = 128;
    private static final int INPUTS = 64;
    private static final int OUTPUTS = 192;

    @Param({"1", "8", "16", "24", "32", "40", "48", "64", "128"})
    public int copies;

    private final MatrixKernels kernels = Kernels.fastest().matrix();
    private Rows[] x = {};
    private Rows[] y = {};
    private Panels[] weights = {};

    /** Billions of FLOPs done, which JMH divides by the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Flops {
        public double gigaflops;
    }

    @Setup
    public void fill() {
        x = new Rows[copies];
        y = new Rows[copies];
        weights = new Panels[copies];
        for (int i = 0; i < copies; i++) {
            x[i] = Fill.rows(ROWS, INPUTS);
            y[i] = Rows.of(ROWS, OUTPUTS);
            weights[i] = Fill.panels(INPUTS, OUTPUTS);
        }
        System.out.printf("# all copies: %.1f MB%n", copies * megabytes());
    }

    private double megabytes() {
        return 4e-6 * (x[0].data().length + y[0].data().length + weights[0].data().length);
    }

    /** Every copy once. */
    @Benchmark
    public Rows[] forward(Flops flops) {
        for (int i = 0; i < copies; i++) {
            kernels.multiply(x[i], weights[i], y[i], ROWS);
        }
        flops.gigaflops += 2e-9 * copies * ROWS * INPUTS * OUTPUTS;
        return y;
    }
}
