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

/** The three products of a square linear layer on 256 rows; {@code gigaflops} counts billions of FLOPs a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC"})
public class MatrixBenchmark {
    private static final int ROWS = 256;

    @Param({"64", "128", "256", "512"})
    public int width;

    private final MatrixKernels kernels = Kernels.fastest().matrix();
    private Rows x = Rows.of(1, 1);
    private Rows y = x;
    private Panels weights = Panels.of(1, 1);
    private Panels transposed = weights;
    private Panels gradient = weights;

    /** Billions of FLOPs done, which JMH divides by the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Flops {
        public double gigaflops;
    }

    @Setup
    public void fill() {
        x = Fill.rows(ROWS, width);
        y = Fill.rows(ROWS, width);
        weights = Fill.panels(width, width);
        transposed = Panels.of(width, width);
        gradient = Panels.of(width, width);
        kernels.transpose(weights, transposed);
    }

    @Benchmark
    public Rows forward(Flops flops) {
        kernels.multiply(x, transposed, y, ROWS);
        count(flops);
        return y;
    }

    @Benchmark
    public Rows inputGradient(Flops flops) {
        kernels.multiply(y, weights, x, ROWS);
        count(flops);
        return x;
    }

    @Benchmark
    public Panels weightGradient(Flops flops) {
        kernels.addOuter(y, x, ROWS, gradient);
        count(flops);
        return gradient;
    }

    @Benchmark
    public Panels transpose() {
        kernels.transpose(weights, transposed);
        return transposed;
    }

    private void count(Flops flops) {
        flops.gigaflops += 2e-9 * ROWS * width * width;
    }
}
