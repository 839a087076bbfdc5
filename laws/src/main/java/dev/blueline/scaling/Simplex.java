package dev.blueline.scaling;

import java.util.Arrays;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * Shares at which a convex function is lowest. Each step moves share from the domain of the steepest rise to that of the
 * steepest fall, as far as the function falls. It ends where {@code sum_j r_j (g_j - min g)}, which bounds how far the value is
 * above the lowest (the gap of Frank and Wolfe), is a billionth of the value.
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

    static double[] lowest(Convex function, int domains) {
        double[] shares = new double[domains];
        Arrays.fill(shares, 1.0 / domains);
        double[] gradient = new double[domains];
        for (int step = 0; step < STEPS; step++) {
            double value = function.at(shares, gradient);
            int to = 0;
            int from = -1;
            for (int j = 0; j < domains; j++) {
                to = gradient[j] < gradient[to] ? j : to;
                from = shares[j] > 0 && (from < 0 || gradient[j] > gradient[from]) ? j : from;
            }
            double gap = 0;
            for (int j = 0; j < domains; j++) {
                gap += shares[j] * (gradient[j] - gradient[to]);
            }
            if (!(gap > GAP * Math.abs(value))) {
                break;
            }
            double moved = length(function, shares, from, to);
            shares[to] += moved;
            shares[from] = moved == shares[from] ? 0 : shares[from] - moved;
        }
        return shares;
    }

    private static double length(Convex function, double[] shares, int from, int to) {
        double most = shares[from];
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
