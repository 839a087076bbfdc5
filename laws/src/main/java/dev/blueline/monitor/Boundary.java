package dev.blueline.monitor;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The test, which may be looked at after every block. With each block the forecast of the end is updated by conditioning the
 * {@link Expectation} on the run so far. On the line, the updated forecast {@code M_k} is a martingale that starts at the
 * forecast m made before the run; its steps are independent and symmetric (the innovations of a normal process), and its
 * variance never exceeds the variance {@code s^2} of the finished loss under that forecast. By Lévy's inequality
 *
 * <pre>{@code P(max_k |M_k - m| > c) <= 2 P(|M_K - m| > c) <= 4 (1 - Phi(c / s))}</pre>
 *
 * so with {@code c = s Phi^-1(1 - alpha/4)} (2.24 s for 5%; further out where the draws of the law have wider tails) at most a share alpha of runs on the line ever crosses, however often
 * one looks. Noise, seeds, the law's uncertainty and the unknown gap are all in the covariance: what they can explain moves
 * the updated forecast less.
 */
final class Boundary {
    private Boundary() {}

    /**
     * The forecast of the end after a block.
     *
     * @param logLoss updated forecast, in log loss
     * @param sd its standard deviation
     * @param information share of the variance before the run that is explained so far
     * @param state in which the run is
     */
    record Look(double logLoss, double sd, double information, State state) {}

    /** How far the updated forecast of a run on the line stays from the first one, in log loss. */
    static double distance(Expectation expected, Assumptions assumed) {
        return expected.reach(assumed.falseAlarms() / 2);
    }

    /** One look after each block; the places of the expectation are those of the blocks. */
    static List<Look> looks(Expectation expected, List<Block> blocks, Assumptions assumed) {
        int n = blocks.size();
        int end = expected.end();
        double before = expected.mean()[end];
        double variance = expected.covariance()[end][end];
        double far = distance(expected, assumed);
        List<Look> looks = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            double[] learnt = learnt(expected, blocks.subList(0, k + 1), assumed);
            double moved = learnt[0];
            double information = learnt[1] / variance;
            State state = moved > far
                    ? State.WORSE
                    : moved < -far
                            ? State.BETTER
                            : information >= assumed.information() ? State.ON_THE_LINE : State.NOT_YET;
            looks.add(new Look(before + moved, Math.sqrt(Math.max(0, variance - learnt[1])), information, state));
        }
        return looks;
    }

    /** How far the forecast moves with all these blocks, with the noise known at the last, and the variance they explain. */
    private static double[] learnt(Expectation expected, List<Block> blocks, Assumptions assumed) {
        int n = blocks.size();
        Noise noise = blocks.getLast().noise();
        RealMatrix observed = new Array2DRowRealMatrix(n, n);
        double[] surprise = new double[n];
        double[] common = new double[n];
        for (int i = 0; i < n; i++) {
            Block here = blocks.get(i);
            surprise[i] = here.logLoss() - expected.mean()[i];
            common[i] = expected.covariance()[expected.end()][i];
            for (int j = 0; j < i; j++) {
                double value = expected.covariance()[i][j] + here.covariance(blocks.get(j), noise);
                observed.setEntry(i, j, value);
                observed.setEntry(j, i, value);
            }
            observed.setEntry(
                    i,
                    i,
                    expected.covariance()[i][i] + noise.ofMean(here.points()) + assumed.wander() * assumed.wander());
        }
        DecompositionSolver solver = new CholeskyDecomposition(observed, 1e-6, 1e-16).getSolver();
        RealVector gains = solver.solve(new ArrayRealVector(common, false));
        return new double[] {
            gains.dotProduct(new ArrayRealVector(surprise, false)), gains.dotProduct(new ArrayRealVector(common, false))
        };
    }
}
