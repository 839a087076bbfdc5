package dev.blueline.testtime;

import dev.blueline.scaling.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * All that is said of strategies on some pools.
 *
 * @param all strategies on the problems of all levels
 * @param levels each level for itself
 * @param savings of the adaptive vote against fixed ones on all levels; empty where one of the two was not asked for
 */
public record ThinkingReport(Part all, Map<Integer, Part> levels, List<Saving> savings) {

    /**
     * Strategies on some problems.
     *
     * @param curves greedy first
     * @param verdicts by word of the strategy, where it has a line
     * @param ceiling share of the problems whose most frequent answer is right
     * @param covered share of the problems of which some answer of the pool is right
     */
    public record Part(
            List<StrategyCurve> curves,
            EqualCompute equal,
            Map<String, Verdict> verdicts,
            double ceiling,
            double covered,
            int problems) {

        static Part of(List<StrategyCurve> curves, List<Pool> pools) {
            Map<String, Verdict> verdicts = new LinkedHashMap<>();
            for (StrategyCurve curve : curves) {
                CurveVerdict.of(curve, pools)
                        .ifPresent(verdict -> verdicts.put(curve.strategy().word(), verdict));
            }
            return new Part(
                    curves,
                    EqualCompute.of(curves),
                    verdicts,
                    Curve.ceiling(pools),
                    pools.stream()
                            .mapToDouble(pool -> pool.attempts().stream().anyMatch(Attempt::right) ? 1 : 0)
                            .average()
                            .orElse(Double.NaN),
                    pools.size());
        }

        /** The curve of a strategy, if it was asked for. */
        public Optional<StrategyCurve> curve(String word) {
            return curves.stream()
                    .filter(curve -> curve.strategy().word().equals(word))
                    .findFirst();
        }
    }

    /**
     * Curves of all these strategies, computed once for all levels.
     *
     * @param strategies greedy among them
     * @param pools of each level
     * @param progress hears the share that is done
     */
    public static ThinkingReport of(
            List<Strategy> strategies, Map<Integer, List<Pool>> pools, long seed, DoubleConsumer progress) {
        List<Pool> mixed = pools.values().stream().flatMap(List::stream).toList();
        List<StrategyCurve> curves = new ArrayList<>();
        for (Strategy strategy : strategies) {
            curves.add(StrategyCurve.of(strategy, mixed, seed));
            progress.accept((double) curves.size() / strategies.size());
        }
        Map<Integer, Part> levels = new LinkedHashMap<>();
        List<int[]> numbers = new ArrayList<>();
        int from = 0;
        for (Map.Entry<Integer, List<Pool>> level : pools.entrySet()) {
            int[] of = IntStream.range(from, from + level.getValue().size()).toArray();
            from += of.length;
            numbers.add(of);
            levels.put(
                    level.getKey(),
                    Part.of(curves.stream().map(curve -> curve.on(of)).toList(), level.getValue()));
        }
        Part all = Part.of(curves, mixed);
        Optional<StrategyCurve> fixed = all.curve("majority");
        Optional<StrategyCurve> adaptive = all.curve("adaptive");
        boolean both =
                fixed.isPresent() && adaptive.isPresent() && fixed.get().sizes().getLast() >= 4;
        return new ThinkingReport(
                all, levels, both ? Saving.of(fixed.get(), adaptive.get(), numbers, seed) : List.of());
    }
}
