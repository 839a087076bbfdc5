package dev.blueline.design;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealVector;

/**
 * Variance of log loss at the target after the runs, as if beliefs were Gaussian:
 * {@code k_tt - k_t' (K + R)^-1 k_t} over the chosen candidates, K the covariance of the draws and R the scatter of runs, plus
 * the model error that is left. (Linear-Gaussian Bayesian design: Chaloner and Verdinelli 1995, section 2.)
 */
final class TargetVariance implements Criterion {
    private final Beliefs beliefs;
    private final double[][] covariance;

    TargetVariance(Beliefs beliefs) {
        this.beliefs = beliefs;
        this.covariance = beliefs.covariance();
    }

    @Override
    public double of(int[] candidates, int[] seeds) {
        int target = beliefs.target();
        double largest = 0;
        for (int c : candidates) {
            largest = Math.max(largest, beliefs.candidates.get(c).compute());
        }
        double explained = 0;
        if (candidates.length > 0) {
            double[] cross = new double[candidates.length];
            for (int i = 0; i < candidates.length; i++) {
                cross[i] = covariance[candidates[i]][target];
            }
            RealVector k = new ArrayRealVector(cross, false);
            explained =
                    k.dotProduct(new CholeskyDecomposition(predictive(covariance, beliefs, candidates, seeds), 1e-10, 0)
                            .getSolver()
                            .solve(k));
        }
        return covariance[target][target] - explained + beliefs.driftVariance(largest);
    }

    /** Covariance of what the runs will show: {@code K + R}. */
    static Array2DRowRealMatrix predictive(double[][] covariance, Beliefs beliefs, int[] candidates, int[] seeds) {
        double[][] matrix = new double[candidates.length][candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            for (int j = 0; j < candidates.length; j++) {
                matrix[i][j] = covariance[candidates[i]][candidates[j]];
            }
            matrix[i][i] += beliefs.scatter(candidates[i], seeds[i]);
        }
        return new Array2DRowRealMatrix(matrix, false);
    }
}
