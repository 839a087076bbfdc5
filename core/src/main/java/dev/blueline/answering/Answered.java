package dev.blueline.answering;

import dev.blueline.testtime.Attempt;
import dev.blueline.testtime.Curve;
import dev.blueline.testtime.Pool;
import dev.blueline.testtime.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model made of the problems of a level.
 *
 * @param curves of each strategy, greedy first
 * @param coverage right ones of all responses at temperature 1
 * @param early right ones of the first of them, which forecasts are made from
 */
public record Answered(Trained trained, int level, List<ShareCurve> curves, Counts coverage, Counts early) {
    /** Responses that forecasts of coverage are made from. */
    public static final int EARLY = 64;

    /**
     * Counts every strategy.
     *
     * @param pools with a greedy response each
     * @param seed of the subsets
     */
    static Answered of(Trained trained, int level, List<Pool> pools, long seed) {
        int drawn = pools.getFirst().attempts().size();
        List<ShareCurve> curves = new ArrayList<>();
        for (Strategy strategy : Strategy.all()) {
            curves.add(curve(strategy, pools, seed));
        }
        return new Answered(trained, level, curves, coverage(pools, drawn), coverage(pools, Math.min(EARLY, drawn)));
    }

    /** Right ones of the first so many responses. */
    static Counts coverage(List<Pool> pools, int first) {
        return new Counts(
                pools.stream()
                        .mapToInt(pool -> (int) pool.attempts().stream()
                                .limit(first)
                                .filter(Attempt::right)
                                .count())
                        .toArray(),
                first);
    }

    private static ShareCurve curve(Strategy strategy, List<Pool> pools, long seed) {
        List<List<Curve.Point>> byProblem = IntStream.range(0, pools.size())
                .parallel()
                .mapToObj(i -> Curve.of(strategy, List.of(pools.get(i)), seed + i))
                .toList();
        int places = byProblem.stream().mapToInt(List::size).min().orElse(0);
        List<Integer> samples = new ArrayList<>();
        double[][] right = new double[places][pools.size()];
        double[][] flops = new double[places][pools.size()];
        double[] tokens = new double[places];
        double[] verified = new double[places];
        for (int place = 0; place < places; place++) {
            samples.add(byProblem.getFirst().get(place).most());
            for (int i = 0; i < pools.size(); i++) {
                Curve.Point point = byProblem.get(i).get(place);
                right[place][i] = point.accuracy();
                flops[place][i] = point.flops();
                tokens[place] += point.tokens() / pools.size();
                verified[place] += point.verified() / pools.size();
            }
        }
        return new ShareCurve(strategy.word(), samples, right, flops, tokens, verified);
    }

    /** The curve of a strategy. */
    public ShareCurve curve(String strategy) {
        return curves.stream()
                .filter(curve -> curve.strategy().equals(strategy))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no strategy " + strategy));
    }
}
