package dev.blueline.testtime;

import dev.blueline.scaling.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Compute of the adaptive vote for the same accuracy as a vote of fixed size, on the same problems.
 *
 * @param fixed attempts of the fixed vote
 * @param accuracy of it
 * @param ratio FLOPs of the adaptive vote where it is as accurate, by those of the fixed one; infinite if it never is
 * @param low lower end of the 90% interval over problems
 * @param high upper end
 */
public record Saving(int fixed, double accuracy, double ratio, double low, double high) {
    /** Accuracies that differ by less count as the same. */
    public static final double ALIKE = 0.005;

    private static final int DRAWS = 500;

    /**
     * At every size of the fixed vote from 4 on. Intervals are of problems drawn anew within their levels.
     *
     * @param levels problems of each level, by number
     */
    public static List<Saving> of(StrategyCurve fixed, StrategyCurve adaptive, List<int[]> levels, long seed) {
        List<List<Double>> drawn = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] again = levels.stream()
                    .flatMapToInt(
                            level -> IntStream.range(0, level.length).map(i -> level[random.nextInt(level.length)]))
                    .toArray();
            drawn.add(ratios(fixed.on(again).points(), adaptive.on(again).points()));
        }
        List<Curve.Point> points = fixed.points();
        List<Double> found = ratios(points, adaptive.points());
        List<Saving> savings = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            int at = i;
            double[] ends = Quantiles.of(
                    drawn.stream().mapToDouble(ratios -> ratios.get(at)).toArray(), 0.05, 0.95);
            if (points.get(i).most() >= 4) {
                savings.add(new Saving(points.get(i).most(), points.get(i).accuracy(), found.get(i), ends[0], ends[1]));
            }
        }
        return savings;
    }

    /** The smallest fixed vote that has all of the accuracy of the largest. */
    public static Saving ofAllThatVotingBrings(List<Saving> savings) {
        double most = savings.getLast().accuracy();
        return savings.stream()
                .filter(saving -> saving.accuracy() >= most - ALIKE)
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> ratios(List<Curve.Point> fixed, List<Curve.Point> adaptive) {
        return fixed.stream()
                .map(point -> flops(adaptive, point.accuracy() - ALIKE) / point.flops())
                .toList();
    }

    /** Where a curve first has an accuracy: between two points in the proportion of the logarithms. */
    private static double flops(List<Curve.Point> curve, double accuracy) {
        for (int i = 0; i < curve.size(); i++) {
            Curve.Point point = curve.get(i);
            if (point.accuracy() >= accuracy) {
                if (i == 0) {
                    return point.flops();
                }
                Curve.Point before = curve.get(i - 1);
                double share = (accuracy - before.accuracy()) / (point.accuracy() - before.accuracy());
                return before.flops() * Math.pow(point.flops() / before.flops(), share);
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** In one sentence. */
    public String words() {
        String where = String.format(Locale.ROOT, "the accuracy of a fixed vote of %d (%.3f)", fixed, accuracy);
        if (Double.isInfinite(ratio)) {
            return "The adaptive vote does not come to " + where + " with this pool: it stops too early.";
        }
        String found = String.format(
                Locale.ROOT,
                "%.2f of its compute (90%% interval %.2f to %s)",
                ratio,
                low,
                Double.isInfinite(high) ? "never" : String.format(Locale.ROOT, "%.2f", high));
        String judged = high <= 0.5
                ? "at most half, surely"
                : ratio <= 0.5
                        ? "at most half by the best guess, but the interval goes beyond"
                        : low > 0.5
                                ? "more than half: stopping early does not save that much here"
                                : "not shown to be at most half";
        return "The adaptive vote has " + where + " for " + found + ": " + judged + ".";
    }
}
