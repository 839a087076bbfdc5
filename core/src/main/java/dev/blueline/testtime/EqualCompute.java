package dev.blueline.testtime;

import dev.blueline.evaluation.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Strategies at equal FLOPs of the model on the same problems. The first column is one answer of each, the greedy response or one attempt, which
 * cost about the same; every other column is so many times the FLOPs of a greedy answer.
 *
 * @param one mean FLOPs of a greedy answer
 * @param multiples of that, from 1 on
 * @param rows one for each strategy
 */
public record EqualCompute(double one, List<Integer> multiples, List<Row> rows) {
    private static final int STEP = 4;

    /**
     * One strategy.
     *
     * @param at probability of a right answer to each problem in every column; nothing where the pool ends before
     */
    public record Row(Strategy strategy, List<Optional<double[]>> at) {
        public Optional<Accuracy> accuracy(int column) {
            return at.get(column).map(Accuracy::of);
        }
    }

    /**
     * The best in a column.
     *
     * @param alike the others whose paired difference to it is not shown: its 90% interval holds 0
     */
    public record Best(Strategy strategy, Accuracy accuracy, List<Strategy> alike) {}

    /**
     * Columns at 1, 4, 16 ... as far as the pools reach.
     *
     * @param curves of the greedy strategy and others, on the same problems
     */
    public static EqualCompute of(List<StrategyCurve> curves) {
        double one = curves.stream()
                .filter(curve -> curve.strategy() instanceof Strategy.Greedy)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a comparison needs greedy answers"))
                .points()
                .getFirst()
                .flops();
        double reach = curves.stream()
                .mapToDouble(curve -> curve.points().getLast().flops())
                .max()
                .orElseThrow();
        List<Integer> multiples = new ArrayList<>();
        for (int multiple = 1; multiple == 1 || multiple * one <= reach * (1 + 1e-9); multiple *= STEP) {
            multiples.add(multiple);
        }
        return new EqualCompute(
                one,
                multiples,
                curves.stream()
                        .map(curve -> new Row(
                                curve.strategy(),
                                multiples.stream()
                                        .map(multiple ->
                                                multiple == 1 ? Optional.of(curve.right(0)) : curve.at(multiple * one))
                                        .toList()))
                        .toList());
    }

    /** How many times the FLOPs of a greedy answer a curve comes to. */
    public double reach(StrategyCurve curve) {
        return curve.points().getLast().flops() / one;
    }

    /**
     * The best of a column among some strategies; of equally good ones the first.
     *
     * @param verified whether those that ask a verifier may be among them
     */
    public Optional<Best> best(int column, boolean verified) {
        List<Row> there = rows.stream()
                .filter(row -> verified || !(row.strategy() instanceof Strategy.BestOfN))
                .filter(row -> row.at().get(column).isPresent())
                .toList();
        return there.stream()
                .max(Comparator.comparingDouble((Row row) -> mean(row, column))
                        .thenComparingInt(row -> -rows.indexOf(row)))
                .map(best -> new Best(
                        best.strategy(),
                        best.accuracy(column).orElseThrow(),
                        there.stream()
                                .filter(row -> row != best && alike(best, row, column))
                                .map(Row::strategy)
                                .toList()));
    }

    private static double mean(Row row, int column) {
        return row.accuracy(column).orElseThrow().value();
    }

    private static boolean alike(Row best, Row other, int column) {
        double[] a = best.at().get(column).orElseThrow();
        double[] b = other.at().get(column).orElseThrow();
        Estimate difference = Estimate.ofMean(
                IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray());
        return !(difference.value() > Accuracy.Z * difference.standardError());
    }
}
