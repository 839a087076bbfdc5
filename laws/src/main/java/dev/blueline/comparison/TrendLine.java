package dev.blueline.comparison;

import java.util.Arrays;

/**
 * The straight line {@code ln M = level + slope (x - mean)} through the multipliers of several scales, x the common logarithm of
 * compute, by weighted least squares. A scale's weight is one over the variance of its seeds and of the scatter that seeds leave
 * unexplained.
 */
final class TrendLine {
    private final double[] x;
    private final double[] weights;
    private final double scatter;
    private final double total;
    private final double mean;
    private final double spread;

    private TrendLine(double[] x, double[] sd, double scatter) {
        this.x = x;
        this.scatter = scatter;
        this.weights = Arrays.stream(sd)
                .map(one -> 1 / (one * one + scatter * scatter))
                .toArray();
        this.total = Arrays.stream(weights).sum();
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[i] * x[i];
        }
        this.mean = sum / total;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            squares += weights[i] * (x[i] - mean) * (x[i] - mean);
        }
        this.spread = squares;
    }

    /**
     * The weights for given points.
     *
     * @param sd standard deviation of each by seeds
     */
    static TrendLine of(double[] x, double[] y, double[] sd) {
        double low = 0;
        double high = 3;
        for (int step = 0; step < 40; step++) {
            double middle = 0.5 * (low + high);
            TrendLine line = new TrendLine(x, sd, middle);
            double[] fit = line.fit(y);
            double chi = 0;
            for (int i = 0; i < x.length; i++) {
                double residual = y[i] - line.at(fit, x[i]);
                chi += line.weights[i] * residual * residual;
            }
            if (chi > x.length - 2) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new TrendLine(x, sd, high < 1e-9 ? 0 : high);
    }

    /** Level at the mean and slope. */
    double[] fit(double... y) {
        double level = 0;
        double slope = 0;
        for (int i = 0; i < x.length; i++) {
            level += weights[i] * y[i];
            slope += weights[i] * (x[i] - mean) * y[i];
        }
        return new double[] {level / total, slope / spread};
    }

    double at(double[] fit, double where) {
        return fit[0] + fit[1] * (where - mean);
    }

    /** Standard deviation between scales beyond that of seeds. */
    double scatter() {
        return scatter;
    }

    /** Variance of the line at a place. */
    double variance(double where) {
        return 1 / total + (where - mean) * (where - mean) / spread;
    }

    /** The line with one more point, or one of smaller error. */
    TrendLine with(double where, double sd) {
        double[] places = Arrays.copyOf(x, x.length + 1);
        double[] errors = new double[places.length];
        for (int i = 0; i < x.length; i++) {
            errors[i] = Math.sqrt(Math.max(0, 1 / weights[i] - scatter * scatter));
        }
        places[x.length] = where;
        errors[x.length] = sd;
        return new TrendLine(places, errors, scatter);
    }
}
