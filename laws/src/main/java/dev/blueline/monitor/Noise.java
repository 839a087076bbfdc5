package dev.blueline.monitor;

/**
 * Noise of the points of a log: a first-order autoregression.
 *
 * @param variance of a point, in log loss
 * @param correlation r from one point to the next
 */
record Noise(double variance, double correlation) {

    /** Variance of the mean of n points in a row. */
    double ofMean(int n) {
        double sum = 1;
        double power = 1;
        for (int i = 1; i < n; i++) {
            power *= correlation;
            sum += 2 * (1 - i / (double) n) * power;
        }
        return variance * sum / n;
    }

    /**
     * Covariance of the means of two stretches.
     *
     * @param n points of one
     * @param m points of the other
     * @param gap points from the last of the earlier to the first of the later
     */
    double between(int n, int m, int gap) {
        return variance * Math.pow(correlation, gap) * sum(n) / n * sum(m) / m;
    }

    private double sum(int n) {
        return (1 - Math.pow(correlation, n)) / (1 - correlation);
    }
}
