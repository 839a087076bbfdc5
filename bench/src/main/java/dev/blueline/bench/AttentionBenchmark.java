package dev.blueline.bench;

import dev.blueline.engine.AttentionKernels;
import dev.blueline.engine.Heads;
import dev.blueline.engine.Kernels;
import dev.blueline.engine.KeyValues;
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
 * Causal attention of 4 heads over 256 positions. {@code gigaflops} counts what the causal half needs: 4 FLOPs a pair
 * and component forward, 10 backward.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC"})
public class AttentionBenchmark {
    private static final int LENGTH = 256;
    private static final int HEADS = 4;

    @Param({"16", "32", "64"})
    public int headWidth;

    @Param({"4", "1"})
    public int keyValueHeads;

    private final AttentionKernels kernels = Kernels.fastest().attention();
    private Heads heads = new Heads(1, 1, 16);
    private KeyValues past = KeyValues.of(1, heads);
    private Rows queries = Rows.of(1, 1);
    private Rows keys = queries;
    private Rows values = queries;
    private Rows output = queries;
    private Rows statistics = queries;
    private Rows dOutput = queries;
    private Rows dQueries = queries;
    private Rows dKeys = queries;
    private Rows dValues = queries;

    /** Billions of FLOPs done, which JMH divides by the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Flops {
        public double gigaflops;
    }

    @Setup
    public void fill() {
        heads = new Heads(HEADS, keyValueHeads, headWidth);
        past = KeyValues.of(LENGTH, heads);
        queries = Fill.rows(LENGTH, HEADS * headWidth);
        keys = Fill.rows(LENGTH, keyValueHeads * headWidth);
        values = Fill.rows(LENGTH, keyValueHeads * headWidth);
        output = Rows.of(LENGTH, HEADS * headWidth);
        statistics = Rows.of(LENGTH, 2 * HEADS);
        dOutput = Fill.rows(LENGTH, HEADS * headWidth);
        dQueries = Rows.of(LENGTH, HEADS * headWidth);
        dKeys = Rows.of(LENGTH, keyValueHeads * headWidth);
        dValues = Rows.of(LENGTH, keyValueHeads * headWidth);
        past.put(keys, values, 0, LENGTH);
        kernels.attend(queries, 0, LENGTH, past, output, statistics);
    }

    @Benchmark
    public Rows forward(Flops flops) {
        past.put(keys, values, 0, LENGTH);
        kernels.attend(queries, 0, LENGTH, past, output, statistics);
        flops.gigaflops += 4e-9 * pairs();
        return output;
    }

    @Benchmark
    public Rows backward(Flops flops) {
        kernels.attendBackward(
                queries, keys, values, LENGTH, heads, output, statistics, dOutput, dQueries, dKeys, dValues);
        flops.gigaflops += 10e-9 * pairs();
        return dKeys;
    }

    @Benchmark
    public Rows decodeLast(Flops flops) {
        kernels.attend(queries, LENGTH - 1, 1, past, output, statistics);
        flops.gigaflops += 4e-9 * HEADS * headWidth * LENGTH;
        return output;
    }

    private double pairs() {
        return (double) HEADS * headWidth * LENGTH * (LENGTH + 1) / 2;
    }
}
