package dev.blueline.scaling;

import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Whether benchmarks saturate ever faster: the logarithm of the time from 10% to 90% against the date of the middle, by least squares with
 * Student's t.
 *
 * @param factor by which the time changes a year; below 1 is faster
 * @param interval of the factor
 * @param benchmarks number of benchmarks
 */
public record SaturationTrend(double factor, Outlook.Interval interval, int benchmarks) {
    private static final int FEWEST = 4;

    /**
     * A benchmark's rise.
     *
     * @param middle date in years
     * @param years from 10% to 90%
     */
    public record Rise(double middle, double years) {}

    /** The trend of at least {@value #FEWEST} benchmarks with different middles. */
    public static Optional<SaturationTrend> of(List<Rise> rises, double level) {
        int n = rises.size();
        double meanX = rises.stream().mapToDouble(Rise::middle).average().orElse(0);
        double meanY = rises.stream()
                .mapToDouble(rise -> Math.log(rise.years()))
                .average()
                .orElse(0);
        double xx = 0;
        double xy = 0;
        for (Rise rise : rises) {
            xx += (rise.middle() - meanX) * (rise.middle() - meanX);
            xy += (rise.middle() - meanX) * (Math.log(rise.years()) - meanY);
        }
        if (n < FEWEST || !(xx > 0)) {
            return Optional.empty();
        }
        double slope = xy / xx;
        double squares = 0;
        for (Rise rise : rises) {
            double off = Math.log(rise.years()) - meanY - slope * (rise.middle() - meanX);
            squares += off * off;
        }
        double error = Math.sqrt(squares / (n - 2) / xx);
        double t = new TDistribution(n - 2).inverseCumulativeProbability((1 + level) / 2);
        return Optional.of(new SaturationTrend(
                Math.exp(slope), new Outlook.Interval(Math.exp(slope - t * error), Math.exp(slope + t * error)), n));
    }
}
