package dev.blueline.testtime;

import dev.blueline.evaluation.Estimate;
import dev.blueline.reasoning.PassRates;
import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Accuracy of a strategy against what it spends, from one pool of attempts for each problem. */
public final class Curve {
    /** Least number of random subsets of a problem's attempts at each size. */
    static final int SUBSETS = 64;

    private Curve() {}

    /**
     * Means over problems.
     *
     * @param most attempts that the strategy may take
     * @param accuracy share of right answers
     * @param standardError of it, clustered by problem; NaN for a single problem
     * @param tokens drawn for one problem
     * @param flops of the model for one problem, the prompt counted once
     * @param verified attempts verified for one problem
     * @param verifierSteps steps of the verifier for one problem
     * @param verifierSeconds its time for one problem
     */
    public record Point(
            int most,
            double accuracy,
            double standardError,
            double tokens,
            double flops,
            double verified,
            double verifierSteps,
            double verifierSeconds) {

        static Point of(int most, List<Worth> problems) {
            Estimate accuracy =
                    Estimate.ofMean(problems.stream().mapToDouble(Worth::right).toArray());
            Worth mean = problems.stream().reduce(Worth.NOTHING, Worth::plus).times(1.0 / problems.size());
            return new Point(
                    most,
                    accuracy.value(),
                    accuracy.standardError(),
                    mean.tokens(),
                    mean.flops(),
                    mean.verified(),
                    mean.verifierSteps(),
                    mean.verifierSeconds());
        }
    }

    /**
     * At 1, 2, 4 ... attempts, up to what every pool has; the greedy response is one point.
     *
     * @throws IllegalArgumentException if there are no pools, or one is empty
     */
    public static List<Point> of(Strategy strategy, List<Pool> pools, long seed) {
        return sizes(strategy, pools).stream()
                .map(most -> Point.of(most, problems(strategy, pools, most, seed)))
                .toList();
    }

    /** 1, 2, 4 ... up to what every pool has for the strategy. */
    static List<Integer> sizes(Strategy strategy, List<Pool> pools) {
        int fewest =
                pools.stream().mapToInt(pool -> pool.of(strategy).size()).min().orElse(0);
        if (fewest == 0) {
            throw new IllegalArgumentException("a curve needs pools with attempts");
        }
        List<Integer> sizes = new ArrayList<>();
        for (int most = 1; most <= fewest; most *= 2) {
            sizes.add(most);
        }
        return sizes;
    }

    /**
     * What a strategy that may take so many attempts is worth on each problem. For best-of-n it is exact, since a right response has the
     * highest score there is; for the others the mean over ordered subsets of the pool, as many as do not overlap and at least {@link
     * #SUBSETS}: random orders of the pool, drawn by the seed, are cut into pieces. A single attempt is exact so.
     */
    static List<Worth> problems(Strategy strategy, List<Pool> pools, int most, long seed) {
        return IntStream.range(0, pools.size())
                .mapToObj(i -> strategy instanceof Strategy.BestOfN
                        ? bestOf(pools.get(i), most)
                        : mean(strategy, pools.get(i), most, seed, i))
                .toList();
    }

    /**
     * The mean over ordered subsets of a pool.
     *
     * @param size attempts of a subset
     * @param problem number of the problem, a key of the draws
     */
    private static Worth mean(Strategy strategy, Pool pool, int size, long seed, int problem) {
        List<Attempt> attempts = pool.of(strategy);
        int blocks = attempts.size() / size;
        int orders = Math.ceilDiv(SUBSETS, blocks);
        Worth sum = Worth.NOTHING;
        for (int j = 0; j < orders; j++) {
            List<Attempt> order = new Draw("test-time subset", seed, problem, j).shuffled(attempts);
            for (int block = 0; block < blocks; block++) {
                sum = sum.plus(once(strategy, pool, order.subList(block * size, (block + 1) * size)));
            }
        }
        return sum.times(1.0 / (orders * blocks));
    }

    private static Worth once(Strategy strategy, Pool pool, List<Attempt> subset) {
        Choice choice = strategy.choose(subset);
        return Worth.of(choice.right(), choice.verified(), choice.spending(subset, pool.promptFlops()));
    }

    private static Worth bestOf(Pool pool, int most) {
        List<Attempt> attempts = pool.attempts();
        Worth sum = Worth.NOTHING;
        int right = 0;
        for (Attempt attempt : attempts) {
            right += attempt.right() ? 1 : 0;
            int asked = attempt.answers() ? 1 : 0;
            sum = sum.plus(new Worth(
                    0,
                    attempt.tokens(),
                    attempt.flops(),
                    asked,
                    (double) asked * attempt.verifierSteps(),
                    asked * attempt.verifierSeconds()));
        }
        Worth mean = sum.times((double) most / attempts.size());
        return mean.plus(new Worth(PassRates.pass(right, attempts.size(), most), 0, pool.promptFlops(), 0, 0, 0));
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
