package dev.blueline.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.RealMatrix;

/**
 * What is expected of the log loss at some places of a run and at its end, before the run: a mean and a covariance. Sum of
 *
 * <ul>
 *   <li>the law's curve of finished runs ({@link LawLine}), with its spread over refits;
 *   <li>seed noise and model error, the same for the whole run;
 *   <li>the gap before annealing, {@code g (1 - S2(u)/S2(1))} (the term C S2 of Tissue et al. 2024), with g and the memory of
 *       S2 uncertain;
 *   <li>errors of the law's slope along one run and of the curve's form, which vanish at the end.
 * </ul>
 *
 * @param shares places, as shares of the run
 * @param mean log loss at each place, then at the end
 * @param covariance of the same, (places + 1) squared
 * @param line the law's curves, for the shape of the distribution at the end
 */
record Expectation(double[] shares, double[] mean, double[][] covariance, LawLine.Curves line) {

    /** Index of the end. */
    int end() {
        return shares.length;
    }

    double sd(int i) {
        return Math.sqrt(covariance[i][i]);
    }

    /** How far from its mean the finished log loss lies with no more than a probability: by the normal curve and by the draws. */
    double reach(double probability) {
        double normal = Normal.quantile(1 - probability / 2) * sd(end());
        double low = normal;
        double high = 4 * normal;
        if (line.outside(mean[end()], low) <= probability) {
            return normal;
        }
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (line.outside(mean[end()], middle) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    static Expectation of(
            LawLine line, PlannedRun run, Assumptions assumed, Optional<EarlierRun> earlier, double... shares) {
        int places = shares.length;
        LawLine.Curves law = line.along(run, shares);
        double[] mean = new double[places + 1];
        double[][] covariance = new double[places + 1][places + 1];
        for (int d = 0; d < law.weights().length; d++) {
            for (int i = 0; i <= places; i++) {
                mean[i] += law.weights()[d] * law.curves().get(d)[i];
            }
        }
        for (int d = 0; d < law.weights().length; d++) {
            double[] curve = law.curves().get(d);
            for (int i = 0; i <= places; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += law.weights()[d] * (curve[i] - mean[i]) * (curve[j] - mean[j]);
                }
            }
        }
        Way way = Way.of(run.schedule(), assumed, shares);
        if (earlier.isPresent()) {
            way = way.learnt(run.schedule(), assumed, earlier.get());
        }
        for (int i = 0; i <= places; i++) {
            mean[i] += i < places ? way.mean[i] : 0;
            for (int j = 0; j <= i; j++) {
                covariance[i][j] += law.variance() + (i < places ? way.covariance[i][j] : 0);
                covariance[j][i] = covariance[i][j];
            }
        }
        return new Expectation(shares, mean, covariance, law);
    }

    /** How a run comes down to the line of finished runs: the same for runs of one schedule, but for chance. */
    private record Way(double[] shares, double[] mean, double[][] covariance) {

        static Way of(Schedule schedule, Assumptions assumed, double... shares) {
            List<double[]> left = new ArrayList<>();
            for (double memory : assumed.memories()) {
                DoubleUnaryOperator annealing = schedule.annealingLeft(memory);
                left.add(IntStream.range(0, shares.length)
                        .mapToDouble(i -> schedule.drop() * annealing.applyAsDouble(shares[i]))
                        .toArray());
            }
            double gap = assumed.gap();
            double square = gap * gap + assumed.gapSd() * assumed.gapSd();
            double[] mean = new double[shares.length];
            double[][] covariance = new double[shares.length][shares.length];
            for (int i = 0; i < shares.length; i++) {
                mean[i] = gap * average(left, i, i, false);
            }
            for (int i = 0; i < shares.length; i++) {
                for (int j = 0; j <= i; j++) {
                    double slope = Math.log(schedule.forward(shares[i])) * Math.log(schedule.forward(shares[j]));
                    double form = (1 - shares[i])
                            * (1 - shares[j])
                            * Math.exp(-Math.abs(shares[i] - shares[j]) / assumed.formLength());
                    covariance[i][j] = square * average(left, i, j, true)
                            - mean[i] * mean[j]
                            + assumed.slopeSd() * assumed.slopeSd() * slope
                            + assumed.formSd() * assumed.formSd() * form;
                    covariance[j][i] = covariance[i][j];
                }
            }
            return new Way(shares, mean, covariance);
        }

        private static double average(List<double[]> left, int i, int j, boolean product) {
            return left.stream()
                    .mapToDouble(curve -> product ? curve[i] * curve[j] : curve[i])
                    .average()
                    .orElse(0);
        }

        /** The same after seeing an earlier run, of which only the way down counts, not how high it lay. */
        Way learnt(Schedule schedule, Assumptions assumed, EarlierRun earlier) {
            int n = shares.length;
            int m = earlier.shares().length;
            double[] both = new double[n + m];
            System.arraycopy(shares, 0, both, 0, n);
            System.arraycopy(earlier.shares(), 0, both, n, m);
            Way joint = of(schedule, assumed, both);
            RealMatrix seen = new Array2DRowRealMatrix(m, m);
            RealMatrix cross = new Array2DRowRealMatrix(n, m);
            double[] surprise = new double[m];
            for (int a = 0; a < m; a++) {
                surprise[a] = earlier.aboveLaw()[a] - joint.mean[n + a];
                for (int b = 0; b < m; b++) {
                    seen.setEntry(a, b, joint.covariance[n + a][n + b] + EarlierRun.ANY_HEIGHT);
                }
                seen.addToEntry(a, a, earlier.variances()[a] + assumed.wander() * assumed.wander());
                for (int i = 0; i < n; i++) {
                    cross.setEntry(i, a, assumed.transfer() * joint.covariance[i][n + a]);
                }
            }
            DecompositionSolver solver = new CholeskyDecomposition(seen, 1e-9, 1e-16).getSolver();
            double[] moved = cross.operate(solver.solve(new ArrayRealVector(surprise, false)))
                    .toArray();
            RealMatrix explained = cross.multiply(solver.solve(cross.transpose()));
            double[] means = new double[n];
            double[][] rest = new double[n][n];
            for (int i = 0; i < n; i++) {
                means[i] = mean[i] + moved[i];
                for (int j = 0; j < n; j++) {
                    rest[i][j] = covariance[i][j] - explained.getEntry(i, j);
                }
            }
            return new Way(shares, means, rest);
        }
    }
}
