package dev.blueline.design;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * How far apart two laws expect the runs' losses to lie, as if beliefs were Gaussian: minus the Bhattacharyya distance
 * {@code m' S^-1 m / 8 + ln(det S / sqrt(det S1 det S2)) / 2}, m the difference of the means, S the mean of the two predictive
 * covariances. It bounds the probability of taking one law for the other: at most {@code exp(-distance) / 2} (Kailath 1967).
 */
final class Separation implements Criterion {
    private final Beliefs first;
    private final Beliefs second;
    private final double[][] firstCovariance;
    private final double[][] secondCovariance;

    Separation(Beliefs first, Beliefs second) {
        this.first = first;
        this.second = second;
        this.firstCovariance = first.covariance();
        this.secondCovariance = second.covariance();
    }

    @Override
    public double of(int[] candidates, int[] seeds) {
        if (candidates.length == 0) {
            return 0;
        }
        RealMatrix one = TargetVariance.predictive(firstCovariance, first, candidates, seeds);
        RealMatrix two = TargetVariance.predictive(secondCovariance, second, candidates, seeds);
        double[] means = new double[candidates.length];
        for (int i = 0; i < means.length; i++) {
            int c = candidates[i];
            means[i] = first.mean(first.values[c]) - second.mean(second.values[c]);
        }
        RealVector m = new ArrayRealVector(means, false);
        RealMatrix middle =
                new Array2DRowRealMatrix(one.add(two).scalarMultiply(0.5).getData(), false);
        CholeskyDecomposition root = new CholeskyDecomposition(middle, 1e-10, 0);
        double distance = m.dotProduct(root.getSolver().solve(m)) / 8
                + 0.5 * (logDeterminant(middle) - 0.5 * (logDeterminant(one) + logDeterminant(two)));
        return -distance;
    }

    private static double logDeterminant(RealMatrix matrix) {
        RealMatrix root = new CholeskyDecomposition(matrix, 1e-10, 0).getL();
        double sum = 0;
        for (int i = 0; i < root.getRowDimension(); i++) {
            sum += 2 * Math.log(root.getEntry(i, i));
        }
        return sum;
    }
}
