package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Which classes of tokens the fitted runs would have foreseen at the held-out one, and which not: where a forecast of the whole loss missed.
 *
 * <p>What a class adds to the bits per byte follows {@code log L = a - b log N - c log D} over the fitted runs, by least squares; the
 * interval is the fit's own for one more run (Student's t). The law knows no bend, on purpose: a class that a bend has carried away stands out.
 *
 * @param rung the held-out rung
 * @param classes largest miss first, whichever way
 */
public record ClassForecasts(String rung, List<Row> classes) {
    private static final int COEFFICIENTS = 3;
    private static final int FEWEST = 8;
    private static final double SURPRISE = 0.1;

    /**
     * One class, in bits per byte.
     *
     * @param low lower end of the 90% interval
     * @param expected by the law
     * @param high upper end
     */
    public record Row(TokenClass tokenClass, double low, double expected, double high, double measured) {
        public boolean inside() {
            return low <= measured && measured <= high;
        }

        /** Measured less expected: negative where the class fell further than foreseen. */
        public double miss() {
            return measured - expected;
        }
    }

    /** Measured less expected, over all classes. */
    public double miss() {
        return classes.stream().mapToDouble(Row::miss).sum();
    }

    /** Classes outside their interval that make up a tenth of the whole miss or more: where the forecast went wrong. */
    public List<Row> surprises() {
        return classes.stream()
                .filter(row -> !row.inside() && row.miss() / miss() >= SURPRISE)
                .toList();
    }

    /**
     * Asks every class that all runs have.
     *
     * @return empty with fewer than eight fitted runs, or where these differ in size or in tokens alone
     */
    public static Optional<ClassForecasts> of(List<Ledger.Entry> fitted, Ledger.Entry heldOut) {
        if (fitted.size() < FEWEST) {
            return Optional.empty();
        }
        RealMatrix x = MatrixUtils.createRealMatrix(
                fitted.stream().map(ClassForecasts::regressors).toArray(double[][]::new));
        RealMatrix covariance;
        try {
            covariance = new CholeskyDecomposition(x.transpose().multiply(x))
                    .getSolver()
                    .getInverse();
        } catch (MathIllegalArgumentException degenerate) {
            return Optional.empty();
        }
        RealVector target = MatrixUtils.createRealVector(regressors(heldOut));
        List<Row> rows = new ArrayList<>();
        for (TokenClass tokenClass : TokenClass.values()) {
            double[] logs = fitted.stream()
                    .mapToDouble(entry -> Math.log(bits(entry, tokenClass)))
                    .toArray();
            double measured = bits(heldOut, tokenClass);
            RealVector y = MatrixUtils.createRealVector(logs);
            RealVector law = covariance.operate(x.transpose().operate(y));
            double expected = law.dotProduct(target);
            int freedom = logs.length - COEFFICIENTS;
            double variance = y.subtract(x.operate(law)).getNorm();
            variance = variance * variance / freedom;
            double half = new TDistribution(freedom).inverseCumulativeProbability(0.95)
                    * Math.sqrt(variance * (1 + target.dotProduct(covariance.operate(target))));
            if (Double.isFinite(expected) && measured > 0) {
                rows.add(new Row(
                        tokenClass,
                        Math.exp(expected - half),
                        Math.exp(expected),
                        Math.exp(expected + half),
                        measured));
            }
        }
        rows.sort(Comparator.comparingDouble(row -> -Math.abs(row.miss())));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClassForecasts(heldOut.run().rung(), rows));
    }

    private static double[] regressors(Ledger.Entry entry) {
        return new double[] {
            1,
            Math.log(entry.run().parameters().matmul() / 1e6),
            Math.log(entry.run().tokens() / 1e6)
        };
    }

    private static double bits(Ledger.Entry entry, TokenClass tokenClass) {
        return entry.measurement(ClassedText.BITS_PER_BYTE, tokenClass.slice())
                .map(Measurement::value)
                .orElse(Double.NaN);
    }
}
