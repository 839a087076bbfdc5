package dev.blueline.scaling;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Weighted least squares of {@link RlSigmoid} over one set of computes. Given B and Cmid the law is linear in R0 and A, so these
 * come from a small quadratic problem within 0 and 1; B and Cmid from a grid, then from ever smaller steps around its best
 * node. So no start can lead into a wrong valley, and the grid also gives the profile likelihood.
 *
 * <p>B lies between .3 and 6, Cmid between a third of the smallest compute and thirty times the largest: beyond, the law is a
 * power of C or a constant, and A means nothing.
 */
final class RlSearch {
    private static final double[] STEEPNESS = {Math.log(.3), Math.log(6)};
    private static final double BELOW = Math.log(3);
    private static final double BEYOND = Math.log(30);
    private static final int STEPS_OF_STEEPNESS = 14;
    private static final double STEP_OF_MIDDLE = 0.2;
    private static final double FINEST = 1e-4;

    private final double[] logs;
    private final OptionalDouble start;
    private final double[] steepness;
    private final double[] middles;
    /** Share of the way, by node of the grid and point. */
    private final double[][] shares;

    /**
     * @param logs natural logarithms of the points' computes
     * @param start R0, where it is known
     */
    RlSearch(double[] logs, OptionalDouble start) {
        this.logs = logs;
        this.start = start;
        double from = Arrays.stream(logs).min().orElseThrow() - BELOW;
        double to = Arrays.stream(logs).max().orElseThrow() + BEYOND;
        steepness = even(STEEPNESS[0], STEEPNESS[1], STEPS_OF_STEEPNESS);
        middles = even(from, to, (int) Math.ceil((to - from) / STEP_OF_MIDDLE));
        shares = new double[steepness.length * middles.length][];
        for (int node = 0; node < shares.length; node++) {
            shares[node] = shares(steepness(node), middle(node));
        }
    }

    private static double[] even(double from, double to, int steps) {
        double[] values = new double[steps + 1];
        Arrays.setAll(values, i -> from + (to - from) * i / steps);
        return values;
    }

    private double steepness(int node) {
        return steepness[node % steepness.length];
    }

    private double middle(int node) {
        return middles[node / steepness.length];
    }

    private double[] shares(double lnSteepness, double middle) {
        double[] s = new double[logs.length];
        double b = Math.exp(lnSteepness);
        for (int i = 0; i < s.length; i++) {
            s[i] = RlSigmoid.share(logs[i], b, middle);
        }
        return s;
    }

    /** The best law, and its weighted sum of squares. */
    record Found(RlSigmoid law, double squares) {}

    Found fit(double[] accuracies, double[] weights) {
        int best = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int node = 0; node < shares.length; node++) {
            double squares = RlEnds.of(shares[node], accuracies, weights, start).lowest();
            if (squares < lowest) {
                lowest = squares;
                best = node;
            }
        }
        return refined(steepness(best), middle(best), lowest, accuracies, weights);
    }

    private Found refined(double lnB, double lnC, double squares, double[] accuracies, double[] weights) {
        double[] at = {lnB, lnC};
        double lowest = squares;
        double[] step = {steepness[1] - steepness[0], middles[1] - middles[0]};
        while (step[1] > FINEST) {
            double[] next = at;
            boolean moved = false;
            for (int i = 0; i < 9; i++) {
                double[] trial = {
                    Math.clamp(at[0] + (i % 3 - 1) * step[0], STEEPNESS[0], STEEPNESS[1]),
                    Math.clamp(at[1] + (i / 3 - 1) * step[1], middles[0], middles[middles.length - 1])
                };
                double value = RlEnds.of(shares(trial[0], trial[1]), accuracies, weights, start)
                        .lowest();
                if (value < lowest) {
                    lowest = value;
                    next = trial;
                    moved = true;
                }
            }
            if (!moved) {
                step = new double[] {step[0] / 2, step[1] / 2};
            }
            at = next;
        }
        RlEnds ends = RlEnds.of(shares(at[0], at[1]), accuracies, weights, start);
        return new Found(new RlSigmoid(ends.start(), ends.asymptote(), Math.exp(at[0]), Math.exp(at[1])), lowest);
    }

    /**
     * Least and most accuracy at a compute among all laws of the grid whose weighted sum of squares stays below a limit: the
     * profile likelihood's interval. Empty (the first above the second) where no node stays below it.
     *
     * @param log natural logarithm of the compute; infinite for the asymptote
     */
    Outlook.Interval profile(double[] accuracies, double[] weights, double limit, double log) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int node = 0; node < shares.length; node++) {
            RlEnds ends = RlEnds.of(shares[node], accuracies, weights, start);
            if (ends.lowest() < limit) {
                double share = RlSigmoid.share(log, Math.exp(steepness(node)), middle(node));
                Outlook.Interval range = ends.range(share, limit);
                low = Math.min(low, range.low());
                high = Math.max(high, range.high());
            }
        }
        return new Outlook.Interval(low, high);
    }
}
