package dev.blueline.scaling;

import java.util.Arrays;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * Shares at which a convex function is lowest. Each step moves share from the domain of the steepest rise to that of the
 * steepest fall, as far as the function falls. It ends where {@code sum_j r_j (g_j - min g)}, which bounds how far the value is
 * above the lowest (the gap of Frank and Wolfe), is a billionth of the value; within bounds, the share that can still be moved stands in
 * its place.
 */
final class Simplex {
    private static final double GAP = 1e-9;
    private static final int STEPS = 20_000;
    private static final double ACCURACY = 1e-13;

    private Simplex() {}

    /** A convex function with its gradient. */
    interface Convex {
        /** @param gradient overwritten, as long as the shares */
        double at(double[] shares, double[] gradient);
    }

    /**
     * @param lower least of each share, together at most 1
     * @param upper most of each share, together at least 1
     */
    static double[] lowest(Convex function, double[] lower, double[] upper) {
        int domains = lower.length;
        double[] shares = inside(lower, upper);
        double[] gradient = new double[domains];
        for (int step = 0; step < STEPS; step++) {
            double value = function.at(shares, gradient);
            int to = -1;
            int from = -1;
            for (int j = 0; j < domains; j++) {
                to = shares[j] < upper[j] && (to < 0 || gradient[j] < gradient[to]) ? j : to;
                from = shares[j] > lower[j] && (from < 0 || gradient[j] > gradient[from]) ? j : from;
            }
            if (to < 0 || from < 0) {
                break;
            }
            double gap = 0;
            for (int j = 0; j < domains; j++) {
                gap += Math.max(0, (shares[j] - lower[j]) * (gradient[j] - gradient[to]));
            }
            if (!(gap > GAP * Math.abs(value))) {
                break;
            }
            double most = Math.min(shares[from] - lower[from], upper[to] - shares[to]);
            double moved = length(function, shares, from, to, most);
            boolean emptied = moved == shares[from] - lower[from];
            boolean filled = moved == upper[to] - shares[to];
            shares[to] = filled ? upper[to] : shares[to] + moved;
            shares[from] = emptied ? lower[from] : shares[from] - moved;
        }
        return shares;
    }

    /** Within the bounds, in the same way between them for each share. */
    private static double[] inside(double[] lower, double[] upper) {
        double least = Arrays.stream(lower).sum();
        double most = Arrays.stream(upper).sum();
        double part = most > least ? (1 - least) / (most - least) : 0;
        double[] shares = new double[lower.length];
        Arrays.setAll(shares, j -> lower[j] + part * (upper[j] - lower[j]));
        return shares;
    }

    private static double length(Convex function, double[] shares, int from, int to, double most) {
        double[] trial = shares.clone();
        double[] gradient = new double[shares.length];
        if (slope(function, shares, trial, gradient, from, to, most) <= 0) {
            return most;
        }
        return new BracketingNthOrderBrentSolver(ACCURACY, ACCURACY, 5)
                .solve(200, moved -> slope(function, shares, trial, gradient, from, to, moved), 0, most);
    }

    private static double slope(
            Convex function, double[] shares, double[] trial, double[] gradient, int from, int to, double moved) {
        trial[to] = shares[to] + moved;
        trial[from] = shares[from] - moved;
        function.at(trial, gradient);
        return gradient[to] - gradient[from];
    }
}
