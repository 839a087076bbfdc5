package dev.blueline.trials;

import dev.blueline.comparison.Estimate;
import dev.blueline.evaluation.CrossedInterval;
import dev.blueline.reasoning.PassRates;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The difference of two ways over the same problems, each seed of the one with the same seed of the other. Its interval
 * ({@link CrossedInterval}) covers other seeds, with starts of their own, and other problems of these levels.
 */
public final class PairedGap {
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
        return CrossedInterval.of(gaps, List.copyOf(levels.values()));
    }
}
