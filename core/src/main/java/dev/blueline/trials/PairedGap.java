package dev.blueline.trials;

import dev.blueline.comparison.Estimate;
import dev.blueline.reasoning.PassRates;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The difference of two ways over the same problems, each seed of the one with the same seed of the other. Its variance is that of the seeds'
 * means over their number, plus that of the problems' means (within their level) over theirs; the 90% interval is by Student's t with
 * the degrees of freedom of Welch and Satterthwaite. So it covers other seeds, with starts of their own, and other problems of these
 * levels. What responses are drawn is in both parts, which makes it a little too wide. Of one seed it covers problems only.
 */
public final class PairedGap {
    private static final double LEVEL = 0.9;

    private PairedGap() {}

    /**
     * One less the other, over the problems of which both have something in every seed; NaN if there is none.
     *
     * @param ones for each seed what one way made of the problems
     * @param others for each seed, in the same order, the other way, of the same problems in the same order
     * @param of what is compared, of a problem's responses; NaN if nothing is known
     */
    public static Estimate of(List<PassRates> ones, List<PassRates> others, ToDoubleFunction<PassRates.Counted> of) {
        int seeds = ones.size();
        List<PassRates.Counted> problems = ones.getFirst().problems();
        double[][] all = new double[seeds][problems.size()];
        for (int seed = 0; seed < seeds; seed++) {
            for (int i = 0; i < problems.size(); i++) {
                all[seed][i] = of.applyAsDouble(ones.get(seed).problems().get(i))
                        - of.applyAsDouble(others.get(seed).problems().get(i));
            }
        }
        int[] known = IntStream.range(0, problems.size())
                .filter(i -> Arrays.stream(all).noneMatch(gaps -> Double.isNaN(gaps[i])))
                .toArray();
        if (known.length == 0) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN);
        }
        double[][] gaps = Arrays.stream(all)
                .map(seed -> Arrays.stream(known).mapToDouble(i -> seed[i]).toArray())
                .toArray(double[][]::new);
        Map<String, List<Integer>> levels = IntStream.range(0, known.length)
                .boxed()
                .collect(Collectors.groupingBy(i -> problems.get(known[i]).task() + "/"
                        + problems.get(known[i]).level()));
        return of(gaps, List.copyOf(levels.values()));
    }

    /**
     * @param gaps by seed and problem
     * @param strata the problems of each level
     */
    static Estimate of(double[][] gaps, List<List<Integer>> strata) {
        int seeds = gaps.length;
        int problems = gaps[0].length;
        double[] ofSeeds = new double[seeds];
        double[] ofProblems = new double[problems];
        for (int seed = 0; seed < seeds; seed++) {
            for (int i = 0; i < problems; i++) {
                ofSeeds[seed] += gaps[seed][i] / problems;
                ofProblems[i] += gaps[seed][i] / seeds;
            }
        }
        double mean = DoubleStream.of(ofSeeds).average().orElseThrow();
        double overSeeds = seeds < 2 ? 0 : variance(ofSeeds) / seeds;
        double overProblems = 0;
        int free = 0;
        for (List<Integer> stratum : strata) {
            if (stratum.size() > 1) {
                double share = (double) stratum.size() / problems;
                double[] values =
                        stratum.stream().mapToDouble(i -> ofProblems[i]).toArray();
                overProblems += share * share * variance(values) / stratum.size();
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
