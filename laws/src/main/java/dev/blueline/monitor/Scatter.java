package dev.blueline.monitor;

/**
 * How much the mean over a block of points scatters: the variance about a straight line in each block, pooled, times
 * {@code (1 + r) / (1 - r) / points} for autocorrelation r from one point to the next. Until there are enough points a prior of
 * 1.5% a point with r = .5 stands in.
 */
final class Scatter {
    private static final double PRIOR_VARIANCE = 0.015 * 0.015;
    private static final double PRIOR_DEGREES = 8;
    private static final double PRIOR_CORRELATION = 0.5;

    private double squares;
    private double products;
    private double degrees;
    private double lines;

    /** Adds a block of log losses in order. */
    void add(double... values) {
        int n = values.length;
        if (n < 4) {
            return;
        }
        double middle = (n - 1) / 2.0;
        double mean = 0;
        double slope = 0;
        for (int i = 0; i < n; i++) {
            mean += values[i] / n;
            slope += (i - middle) * values[i];
        }
        slope /= n * (n * (double) n - 1) / 12;
        double before = 0;
        for (int i = 0; i < n; i++) {
            double residual = values[i] - mean - slope * (i - middle);
            squares += residual * residual;
            products += i > 0 ? residual * before : 0;
            before = residual;
        }
        degrees += n;
        lines++;
    }

    /** Variance of the mean of so many points. */
    double varianceOfMean(int points) {
        double r = PRIOR_CORRELATION;
        double variance = PRIOR_VARIANCE;
        if (lines > 0 && squares > 0) {
            double perLine = degrees / lines;
            double raw = products / squares;
            // a fitted line takes away two degrees of freedom and some of the correlation
            double mended = raw + (2 + 4 * Math.max(0, raw)) / perLine;
            double weight = degrees / (degrees + PRIOR_DEGREES);
            r = Math.clamp(weight * mended + (1 - weight) * PRIOR_CORRELATION, 0, 0.98);
            double inflate = 1 / Math.max(0.2, 1 - 2 / perLine * (1 + r) / (1 - r));
            variance = (squares * inflate + PRIOR_DEGREES * PRIOR_VARIANCE) / (degrees + PRIOR_DEGREES);
        }
        double effective = Math.max(1, points * (1 - r) / (1 + r));
        return variance / effective;
    }
}
