package dev.blueline.bench;

import dev.blueline.scaling.Family;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.Weighing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The additive law on 240 runs like those of Hoffmann et al. 2022: everything from 4,500 starts, and a thousand refits to rows drawn
 * with replacement, on all cores, cold, as a user meets it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(3)
public class LawBenchmark {
    private final List<Observation> runs = runs();

    private static List<Observation> runs() {
        SplittableRandom random = new SplittableRandom(1);
        List<Observation> runs = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            double n = 5e7 * Math.pow(300, random.nextDouble());
            double d = n * 2 * Math.pow(100, random.nextDouble());
            double loss = (1.817 + 478 * Math.pow(n, -.347) + 2143 * Math.pow(d, -.367))
                    * Math.exp(.006 * random.nextGaussian());
            runs.add(new Observation(n, d, 6 * n * d, loss, "run" + i));
        }
        return runs;
    }

    /** All 4,500 starts followed, and the least number of refits that can be asked for. */
    @Benchmark
    public Object starts() {
        return Forecaster.study(runs, settings(1, Integer.MAX_VALUE, Fitter.Grid.HOFFMANN));
    }

    /** A thousand refits, of three searches each, after a search from 12 starts. */
    @Benchmark
    public Object refits() {
        return Forecaster.study(runs, settings(1000, 12, Fitter.Grid.FAMILY));
    }

    private static Forecaster.Settings settings(int draws, int searches, Fitter.Grid grid) {
        return new Forecaster.Settings(
                draws,
                1,
                Runtime.getRuntime().availableProcessors(),
                Objective.huber(Objective.HOFFMANN_DELTA),
                Optional.empty(),
                List.of(Family.CHINCHILLA),
                Weighing.EQUAL,
                Resampling.ROWS,
                searches,
                grid);
    }
}
