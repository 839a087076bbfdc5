package dev.blueline.testtime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A strategy at all its sizes, problem by problem, so that strategies can be compared on the same problems.
 *
 * @param sizes attempts that it may take, rising
 * @param worth of every size, of every problem
 */
public record StrategyCurve(Strategy strategy, List<Integer> sizes, List<List<Worth>> worth) {

    /** From pools, as {@link Curve#of} does. */
    public static StrategyCurve of(Strategy strategy, List<Pool> pools, long seed) {
        List<Integer> sizes = Curve.sizes(strategy, pools);
        return new StrategyCurve(
                strategy,
                sizes,
                sizes.stream()
                        .map(most -> Curve.problems(strategy, pools, most, seed))
                        .toList());
    }

    /** The same on some of the problems; one may be named several times. */
    public StrategyCurve on(int[] problems) {
        return new StrategyCurve(
                strategy,
                sizes,
                worth.stream()
                        .map(of -> Arrays.stream(problems).mapToObj(of::get).toList())
                        .toList());
    }

    public List<Curve.Point> points() {
        return IntStream.range(0, sizes.size())
                .mapToObj(i -> Curve.Point.of(sizes.get(i), worth.get(i)))
                .toList();
    }

    int problems() {
        return worth.getFirst().size();
    }

    /** Probability of a right answer to each problem at one size. */
    double[] right(int size) {
        return worth.get(size).stream().mapToDouble(Worth::right).toArray();
    }

    /** Accuracy at one size, by its place. */
    public Accuracy accuracy(int size) {
        return Accuracy.of(right(size));
    }

    /** Accuracy at the largest size. */
    public Accuracy last() {
        return accuracy(sizes.size() - 1);
    }

    /** Whether it may spend less than it is given. */
    boolean stopsByItself() {
        return switch (strategy) {
            case Strategy.Greedy none -> true;
            case Strategy.Adaptive none -> true;
            case Strategy.MajorityVote none -> false;
            case Strategy.WeightedVote none -> false;
            case Strategy.BestOfN none -> false;
            case LearnedStrategy.Adaptive none -> true;
            case LearnedStrategy.BestOfN none -> false;
            case LearnedStrategy.WeightedVote none -> false;
        };
    }

    /**
     * Probability of a right answer to each problem where the mean over problems of the model's FLOPs is as given: between two sizes in the
     * proportion of the logarithms. A strategy that stops by itself keeps its last accuracy when it is given more.
     *
     * @return nothing below the smallest size, or beyond the largest
     */
    public Optional<double[]> at(double flops) {
        double[] spent = points().stream().mapToDouble(Curve.Point::flops).toArray();
        int last = spent.length - 1;
        double slack = 1 + 1e-9;
        if (flops * slack < spent[0]) {
            return Optional.empty();
        }
        if (flops >= spent[last]) {
            return stopsByItself() || flops <= spent[last] * slack ? Optional.of(right(last)) : Optional.empty();
        }
        int after = 1;
        while (spent[after] < flops) {
            after++;
        }
        return Optional.of(
                between(after, Math.log(flops / spent[after - 1]) / Math.log(spent[after] / spent[after - 1])));
    }

    /** As {@link #at}, where it may take so many attempts, at least the smallest size and at most the largest. */
    double[] allowed(double attempts) {
        int after = 1;
        while (sizes.get(after) < attempts) {
            after++;
        }
        double before = sizes.get(after - 1);
        return between(after, Math.log(attempts / before) / Math.log(sizes.get(after) / before));
    }

    private double[] between(int after, double share) {
        double[] before = right(after - 1);
        double[] then = right(after);
        double kept = Math.clamp(share, 0, 1);
        return IntStream.range(0, then.length)
                .mapToDouble(i -> before[i] + kept * (then[i] - before[i]))
                .toArray();
    }

    /** Attempts for which so many FLOPs of the model suffice; 0 if not for one. */
    public int attempts(double flops) {
        int most = 0;
        List<Curve.Point> points = points();
        for (Curve.Point point : points) {
            if (point.flops() <= flops * (1 + 1e-9)) {
                most = point.most();
            }
        }
        return most;
    }
}
