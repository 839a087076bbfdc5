package dev.blueline.evaluation;

/**
 * A ratio of two sums over clusters, such as bits over bytes, with the standard error of a ratio estimator by
 * linearisation (Cochran 1977, Sampling Techniques, section 6.4): with ratio r, clusters i of n,
 * {@code se^2 = n / (n - 1) * sum (y_i - r x_i)^2 / (sum x)^2}. The finite-population correction is left out: the text
 * stands for all text of its kind.
 */
final class ClusteredRatio {
    private long n;
    private double y;
    private double x;
    private double yy;
    private double xy;
    private double xx;

    void add(double clusterY, double clusterX) {
        n++;
        y += clusterY;
        x += clusterX;
        yy += clusterY * clusterY;
        xy += clusterX * clusterY;
        xx += clusterX * clusterX;
    }

    Estimate estimate() {
        double ratio = y / x;
        double squares = Math.max(0, yy - 2 * ratio * xy + ratio * ratio * xx);
        double error = n > 1 ? Math.sqrt(squares * n / (n - 1)) / x : Double.NaN;
        return new Estimate(ratio, error, n);
    }
}
