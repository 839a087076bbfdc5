package dev.blueline.testtime;

import dev.blueline.evaluation.Estimate;
import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.List;

/** Accuracy of a strategy against what it spends, from one pool of attempts for each problem. */
public final class Curve {
    /** Random subsets of a problem's attempts at each size. */
    static final int SUBSETS = 64;

    private Curve() {}

    /**
     * Means over problems.
     *
     * @param most attempts that the strategy may take
     * @param accuracy share of right answers
     * @param standardError of it, clustered by problem; NaN for a single problem
     * @param tokens drawn for one problem
     * @param flops of the model, and of a learned verifier, for one problem, the prompt counted once
     * @param verified attempts verified for one problem
     */
    public record Point(
            int most, double accuracy, double standardError, double tokens, double flops, double verified) {}

    /**
     * At 1, 2, 4 ... attempts, up to what every pool has. Each point is the mean over {@link #SUBSETS} ordered subsets of each pool, drawn by the seed
     * without replacement.
     *
     * @throws IllegalArgumentException if there are no pools, or one is empty
     */
    public static List<Point> of(Strategy strategy, List<Pool> pools, long seed) {
        int fewest =
                pools.stream().mapToInt(pool -> pool.attempts().size()).min().orElse(0);
        if (fewest == 0) {
            throw new IllegalArgumentException("a curve needs pools with attempts");
        }
        List<Point> points = new ArrayList<>();
        for (int most = 1; most <= fewest; most *= 2) {
            points.add(point(strategy, pools, most, seed));
        }
        return points;
    }

    private static Point point(Strategy strategy, List<Pool> pools, int most, long seed) {
        double[] right = new double[pools.size()];
        double tokens = 0;
        double flops = 0;
        double verified = 0;
        for (int i = 0; i < right.length; i++) {
            Pool pool = pools.get(i);
            for (int j = 0; j < SUBSETS; j++) {
                Draw draw = new Draw("test-time subset", seed, i, j);
                List<Attempt> subset = draw.several(pool.attempts(), most);
                Choice choice = strategy.choose(subset);
                right[i] += choice.right() ? 1.0 / SUBSETS : 0;
                verified += choice.verified();
                Spending spending = choice.spending(subset, pool.promptFlops());
                tokens += spending.tokens();
                flops += spending.flops();
            }
        }
        double all = (double) right.length * SUBSETS;
        Estimate accuracy = Estimate.ofMean(right);
        return new Point(most, accuracy.value(), accuracy.standardError(), tokens / all, flops / all, verified / all);
    }

    /** What majority vote comes near with ever more attempts, as far as the pools tell: share of problems whose most frequent answer is right. */
    public static double ceiling(List<Pool> pools) {
        return pools.stream()
                .mapToDouble(pool ->
                        new Strategy.MajorityVote().choose(pool.attempts()).right() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }
}
