package dev.blueline.benchmark;

import dev.blueline.engine.PeakFlops;
import java.util.Arrays;

/**
 * Rounds of work beside rounds of the peak, so that a moment in which the machine is slow slows both: the share of the peak
 * is a ratio within a round, and the median of the rounds stands.
 *
 * @param shares FLOP/s over the core's peak measured just before, one for each round, ascending
 * @param seconds of one piece of work, the median within each round, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // read by this package only
record Rounds(double[] shares, double[] seconds) {
    private static final int COUNT = 7;
    private static final double PEAK_SECONDS = 0.08;

    /**
     * Measures work that has been warmed up.
     *
     * @param flops of one piece of work
     * @param seconds time for all rounds
     */
    static Rounds of(Runnable work, double flops, double seconds) {
        double[] shares = new double[COUNT];
        double[] typical = new double[COUNT];
        for (int round = 0; round < COUNT; round++) {
            double peak = PeakFlops.measure(PEAK_SECONDS);
            typical[round] = medianSeconds(work, seconds / COUNT);
            shares[round] = flops / typical[round] / peak;
        }
        Arrays.sort(shares);
        Arrays.sort(typical);
        return new Rounds(shares, typical);
    }

    /** Runs the work for some time, for the JIT compiler. */
    static void warm(Runnable work, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            work.run();
        } while (System.nanoTime() < end);
    }

    private static double medianSeconds(Runnable work, double seconds) {
        double[] times = new double[64];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            long start = System.nanoTime();
            work.run();
            times[count++] = (System.nanoTime() - start) * 1e-9;
        } while (System.nanoTime() < end);
        Arrays.sort(times, 0, count);
        return times[count / 2];
    }

    Figure share(String section, String name) {
        return new Figure(section, name, median(shares), shares[0], shares[COUNT - 1], "of peak");
    }

    /** Pieces a second, each of so many units. */
    Figure rate(String section, String name, double units, String unit) {
        return new Figure(section, name, units / median(seconds), units / seconds[COUNT - 1], units / seconds[0], unit);
    }

    static double median(double[] ascending) {
        return ascending[ascending.length / 2];
    }
}
