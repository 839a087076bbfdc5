package dev.blueline.bench;

import dev.blueline.engine.PeakFlops;
import java.util.Locale;

/** Prints what one core can do at most: the figure the other benchmarks are a share of. */
public final class PeakBenchmark {
    private PeakBenchmark() {}

    public static void main(String[] arguments) {
        System.out.printf(Locale.ROOT, "peak of one core: %.1f GFLOP/s%n", PeakFlops.measure(2) / 1e9);
    }
}
