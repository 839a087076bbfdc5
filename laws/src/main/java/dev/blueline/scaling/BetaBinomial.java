package dev.blueline.scaling;

import java.util.Map;
import org.hipparchus.special.Gamma;

/**
 * Coverage of problems whose pass rates are Beta distributed: {@code pass@k = 1 - B(alpha, beta + k) / B(alpha, beta)}. For many samples what is not
 * covered falls as {@code k^-alpha}: the hardest problems decide.
 *
 * @param alpha shape at a pass rate of 0
 * @param beta shape at a pass rate of 1
 */
public record BetaBinomial(double alpha, double beta) {
    private static final double WIDEST = 12;
    private static final double FINEST = 1e-6;

    /** Expected share of problems that one of {@code k} samples solves. */
    public double at(double k) {
        return -Math.expm1(logBeta(alpha, beta + k) - logBeta(alpha, beta));
    }

    /** The parameters by the letters of the formula. */
    public Map<String, Double> parameters() {
        return Family.named("alpha", alpha, "beta", beta);
    }

    /**
     * Maximum likelihood from right samples of all samples of each problem: a search by halved steps in ln alpha and ln beta.
     *
     * @param right right samples of each problem
     * @param drawn samples of each problem, at least 1
     * @throws IllegalArgumentException if the two are not of one length of at least 1
     */
    public static BetaBinomial fit(int[] right, int[] drawn) {
        if (right.length == 0 || right.length != drawn.length) {
            throw new IllegalArgumentException(
                    right.length + " counts of right samples and " + drawn.length + " of all");
        }
        double[] best = {0, 0};
        double most = logLikelihood(best, right, drawn);
        for (double step = 1; step > FINEST; ) {
            boolean better = false;
            for (double[] way : new double[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, -1}}) {
                double[] next = {
                    Math.clamp(best[0] + step * way[0], -WIDEST, WIDEST),
                    Math.clamp(best[1] + step * way[1], -WIDEST, WIDEST)
                };
                double likely = logLikelihood(next, right, drawn);
                if (likely > most) {
                    most = likely;
                    best = next;
                    better = true;
                }
            }
            if (!better) {
                step /= 2;
            }
        }
        return new BetaBinomial(Math.exp(best[0]), Math.exp(best[1]));
    }

    private static double logLikelihood(double[] logs, int[] right, int[] drawn) {
        double alpha = Math.exp(logs[0]);
        double beta = Math.exp(logs[1]);
        double sum = -right.length * logBeta(alpha, beta);
        for (int i = 0; i < right.length; i++) {
            sum += logBeta(alpha + right[i], beta + drawn[i] - right[i]);
        }
        return sum;
    }

    private static double logBeta(double x, double y) {
        return Gamma.logGamma(x) + Gamma.logGamma(y) - Gamma.logGamma(x + y);
    }
}
