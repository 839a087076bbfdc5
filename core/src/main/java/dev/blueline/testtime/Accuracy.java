package dev.blueline.testtime;

import dev.blueline.evaluation.Estimate;
import java.util.Arrays;

/**
 * A share of right answers with its 90% interval, clustered by problem.
 *
 * @param standardError over problems; NaN for a single one
 */
public record Accuracy(double value, double standardError, double low, double high) {
    static final double Z = 1.6448536269514722;

    /**
     * The mean over problems. Problems that are all alike say little of those not asked, so the interval is that of these problems and two more,
     * one never and one always answered right (after Agresti and Coull 1998); for answers that are right or wrong it is close to Wilson's.
     *
     * @param problems probability of a right answer to each
     */
    public static Accuracy of(double[] problems) {
        Estimate mean = Estimate.ofMean(problems);
        double[] more = Arrays.copyOf(problems, problems.length + 2);
        more[problems.length + 1] = 1;
        Estimate wider = Estimate.ofMean(more);
        double value = Math.clamp(mean.value(), 0, 1);
        return new Accuracy(
                value,
                mean.standardError(),
                Math.clamp(wider.value() - Z * wider.standardError(), 0, value),
                Math.clamp(wider.value() + Z * wider.standardError(), value, 1));
    }
}
