package dev.blueline.scaling;

/**
 * A family fitted to observations.
 *
 * @param law the fitted law
 * @param objective mean loss of residuals at the optimum, in the unit of the {@link Objective}: for Huber's, delta squared
 * @param rmse root mean square of log residuals: .01 is one percent
 * @param aicc Akaike's criterion corrected for small samples, from squared log residuals:
 *     {@code n ln(RSS/n) + 2k + 2k(k+1)/(n-k-1)}, k parameters and a variance; infinite where n is at most k + 1
 * @param observations number of observations
 * @param starts searches made
 * @param startsAtOptimum searches that ended at the optimum, within a hundredth of a percent of its misfit
 */
public record Fit(
        Law law, double objective, double rmse, double aicc, int observations, int starts, int startsAtOptimum) {
    /** The family of the law. */
    public Family family() {
        return law.family();
    }

    static double aicc(double sumOfSquares, int observations, int parameters) {
        int k = parameters + 1;
        if (observations <= k + 1) {
            return Double.POSITIVE_INFINITY;
        }
        return observations * Math.log(Math.max(sumOfSquares, 1e-30) / observations)
                + 2.0 * k
                + 2.0 * k * (k + 1) / (observations - k - 1);
    }
}
