package dev.blueline.scaling;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.QRDecomposition;

/**
 * Mean Huber's loss of log residuals of a {@link DomainLaw}, in the coordinates {@code theta = ln c, s_1 .. s_M} with
 * {@code y = lse(ln c, sum_j s_j r_j)}, that is {@code s_j = ln k + t_j}. The search starts where, for a floor of 2% to 97% of
 * the lowest loss, least squares of {@code ln(L - c)} on the shares lie.
 */
final class MixingFit implements Lbfgs.Objective {
    private static final double[] FLOORS = {0.02, 0.3, 0.6, 0.8, 0.9, 0.97};
    private static final int ITERATIONS = 400;
    private static final double TOLERANCE = 1e-10;

    private final double[][] shares;
    private final double[] y;

    private MixingFit(double[][] shares, double[] y) {
        this.shares = shares;
        this.y = y;
    }

    /** The best of the searches from all starts. */
    static double[] search(double[][] shares, double[] logLosses) {
        DecompositionSolver solver = new QRDecomposition(new Array2DRowRealMatrix(shares, false)).getSolver();
        double lowest = Arrays.stream(logLosses).min().orElseThrow();
        double[][] starts = new double[FLOORS.length][];
        for (int i = 0; i < starts.length; i++) {
            double floor = Math.log(FLOORS[i]) + lowest;
            double[] above = Arrays.stream(logLosses)
                    .map(y -> y + Math.log1p(-Math.exp(floor - y)))
                    .toArray();
            double[] rates = solver.solve(new ArrayRealVector(above, false)).toArray();
            starts[i] = new double[rates.length + 1];
            starts[i][0] = floor;
            System.arraycopy(rates, 0, starts[i], 1, rates.length);
        }
        return refit(shares, logLosses, starts);
    }

    /** The best of the searches from given starts, which are left as they are. */
    static double[] refit(double[][] shares, double[] logLosses, double[]... starts) {
        MixingFit misfit = new MixingFit(shares, logLosses);
        Lbfgs lbfgs = new Lbfgs(starts[0].length);
        double[] best = starts[0];
        double lowest = Double.POSITIVE_INFINITY;
        for (double[] start : starts) {
            double[] theta = start.clone();
            double value = lbfgs.minimise(misfit, theta, ITERATIONS, TOLERANCE);
            if (value < lowest) {
                lowest = value;
                best = theta;
            }
        }
        return best;
    }

    /** Log loss of each run by the law at theta. */
    static double[] predicted(double[][] shares, double[] theta) {
        return Arrays.stream(shares)
                .mapToDouble(r -> Family.logSum(theta[0], reducible(theta, r)))
                .toArray();
    }

    @Override
    public double at(double[] theta, double[] gradient) {
        Arrays.fill(gradient, 0);
        double value = 0;
        for (int i = 0; i < y.length; i++) {
            double reducible = reducible(theta, shares[i]);
            double predicted = Family.logSum(theta[0], reducible);
            double z = (predicted - y[i]) / Objective.HOFFMANN_DELTA;
            boolean near = Math.abs(z) <= 1;
            value += near ? 0.5 * z * z : Math.abs(z) - 0.5;
            double pull = (near ? z : Math.signum(z)) / Objective.HOFFMANN_DELTA / y.length;
            gradient[0] += pull * Math.exp(theta[0] - predicted);
            double share = Math.exp(reducible - predicted);
            for (int j = 0; j < shares[i].length; j++) {
                gradient[j + 1] += pull * share * shares[i][j];
            }
        }
        return value / y.length;
    }

    private static double reducible(double[] theta, double[] r) {
        double sum = 0;
        for (int j = 0; j < r.length; j++) {
            sum += theta[j + 1] * r[j];
        }
        return sum;
    }
}
