package dev.blueline.evaluation;

import dev.blueline.comparison.Estimate;
import java.util.List;
import java.util.stream.DoubleStream;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The mean over seeds and problems with its 90% interval. Both are samples, crossed with each other: every seed answers the same problems. The
 * variance is that of the seeds' means over their number, plus that of the problems' means (within their level) over theirs (Owen 2007,
 * "The pigeonhole bootstrap", shows why neither alone will do); the interval is by Student's t with the degrees of freedom of Welch and
 * Satterthwaite. What belongs to both is counted twice, which makes it a little wide. Of one seed it is over problems alone.
 */
public final class CrossedInterval {
    private static final double LEVEL = 0.9;

    private CrossedInterval() {}

    /**
     * Of values by seed and problem, {@code [seeds][problems]}.
     *
     * @param strata numbers of the problems of each level: how levels differ is in no interval
     */
    public static Estimate of(double[][] values, List<List<Integer>> strata) {
        int seeds = values.length;
        int problems = values[0].length;
        double[] ofSeeds = new double[seeds];
        double[] ofProblems = new double[problems];
        for (int seed = 0; seed < seeds; seed++) {
            for (int i = 0; i < problems; i++) {
                ofSeeds[seed] += values[seed][i] / problems;
                ofProblems[i] += values[seed][i] / seeds;
            }
        }
        double mean = DoubleStream.of(ofSeeds).average().orElseThrow();
        double overSeeds = seeds < 2 ? 0 : variance(ofSeeds) / seeds;
        double overProblems = 0;
        int free = 0;
        for (List<Integer> stratum : strata) {
            if (stratum.size() > 1) {
                double share = (double) stratum.size() / problems;
                double[] inside =
                        stratum.stream().mapToDouble(i -> ofProblems[i]).toArray();
                overProblems += share * share * variance(inside) / stratum.size();
                free += stratum.size() - 1;
            }
        }
        double square = overSeeds + overProblems;
        if (!(square > 0)) {
            return new Estimate(mean, mean, mean);
        }
        double degrees = square
                * square
                / ((seeds < 2 ? 0 : overSeeds * overSeeds / (seeds - 1))
                        + (free == 0 ? 0 : overProblems * overProblems / free));
        double half = new TDistribution(degrees).inverseCumulativeProbability((1 + LEVEL) / 2) * Math.sqrt(square);
        return new Estimate(mean, mean - half, mean + half);
    }

    private static double variance(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        return DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
    }
}
