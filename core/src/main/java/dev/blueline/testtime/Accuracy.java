package dev.blueline.testtime;

import dev.blueline.evaluation.Estimate;

/**
 * A share of right answers with its 90% interval, clustered by problem.
 *
 * @param standardError over problems; NaN for a single one
 */
public record Accuracy(double value, double standardError, double low, double high) {
    static final double Z = 1.6448536269514722;

    /**
     * The mean over problems. The interval is Wilson's (1927) of as many answers as would have this standard error; where all problems are
     * alike, which says little of those not asked, of as many as there are problems.
     *
     * @param problems probability of a right answer to each
     */
    public static Accuracy of(double[] problems) {
        Estimate mean = Estimate.ofMean(problems);
        double p = Math.clamp(mean.value(), 0, 1);
        double variance = mean.standardError() * mean.standardError();
        double answers = variance > 1e-12 ? Math.max(p * (1 - p) / variance, problems.length - 1) : problems.length;
        double z2 = Z * Z / answers;
        double middle = (p + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(p * (1 - p) / answers + z2 / (4 * answers));
        return new Accuracy(p, mean.standardError(), Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
