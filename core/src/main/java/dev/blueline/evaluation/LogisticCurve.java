package dev.blueline.evaluation;

/**
 * A score that climbs with the logarithm of a count: {@code floor + (1 - floor) / (1 + (half / x)^slope)}.
 *
 * @param floor score at none
 * @param half count at which it is half-way between floor and 1
 * @param slope steepness
 */
public record LogisticCurve(double floor, double half, double slope) {
    private static final double[] SLOPES = {0.25, 0.5, 1, 2, 4};
    private static final int HALVES = 24;
    private static final double REACH = 6;
    private static final double LEAST_SLOPE = 0.1;
    private static final double MOST_SLOPE = 8;
    private static final int ITERATIONS = 60;

    /** The score at a count. */
    public double at(double x) {
        return floor + (1 - floor) / (1 + Math.pow(half / x, slope));
    }

    /**
     * Weighted least squares, the floor given: Levenberg and Marquardt's steps from the best of a grid of starts. The half-way
     * point is searched from {@code e^-6} of the smallest count to {@code e^6} times the largest, so an end of that range says
     * that it is not among the counts.
     *
     * @param x counts, positive
     * @param y scores
     * @param errors standard errors of the scores
     */
    static LogisticCurve fit(double[] x, double[] y, double[] errors, double floor) {
        Search search = new Search(x, y, errors, floor);
        LogisticCurve best = new LogisticCurve(floor, 1, 1);
        double lowest = Double.POSITIVE_INFINITY;
        for (double slope : SLOPES) {
            for (int i = 0; i < HALVES; i++) {
                double half = Math.exp(search.from + (search.to - search.from) * i / (HALVES - 1.0));
                LogisticCurve start = new LogisticCurve(floor, half, slope);
                double value = search.squares(start);
                if (value < lowest) {
                    lowest = value;
                    best = start;
                }
            }
        }
        return search.minimum(best);
    }

    /** The same from a curve that is near. */
    static LogisticCurve fit(double[] x, double[] y, double[] errors, LogisticCurve near) {
        return new Search(x, y, errors, near.floor).minimum(near);
    }

    /** Points to fit, and where the logarithm of the half-way count may lie. */
    private static final class Search {
        private final double[] x;
        private final double[] y;
        private final double[] errors;
        private final double floor;
        private final double from;
        private final double to;

        Search(double[] x, double[] y, double[] errors, double floor) {
            this.x = x;
            this.y = y;
            this.errors = errors;
            this.floor = floor;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double each : x) {
                low = Math.min(low, Math.log(each));
                high = Math.max(high, Math.log(each));
            }
            this.from = low - REACH;
            this.to = high + REACH;
        }

        double squares(LogisticCurve curve) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                double off = (curve.at(x[i]) - y[i]) / errors[i];
                sum += off * off;
            }
            return sum;
        }

        LogisticCurve minimum(LogisticCurve start) {
            LogisticCurve best = start;
            double lowest = squares(best);
            double damping = 1e-3;
            for (int i = 0; i < ITERATIONS && damping < 1e9; i++) {
                LogisticCurve next = step(best, damping);
                double value = squares(next);
                if (value < lowest) {
                    boolean settled = lowest - value < 1e-10 * (1 + value);
                    best = next;
                    lowest = value;
                    damping /= 5;
                    if (settled) {
                        break;
                    }
                } else {
                    damping *= 5;
                }
            }
            return best;
        }

        /** One damped Gauss-Newton step in the logarithms of half and slope. */
        private LogisticCurve step(LogisticCurve at, double damping) {
            double hh = 0;
            double hs = 0;
            double ss = 0;
            double h = 0;
            double s = 0;
            for (int i = 0; i < x.length; i++) {
                double value = at.at(x[i]);
                double off = (value - y[i]) / errors[i];
                double share = (value - floor) / (1 - floor);
                double steep = (1 - floor) * share * (1 - share) * at.slope / errors[i];
                double byHalf = -steep;
                double bySlope = steep * Math.log(x[i] / at.half);
                hh += byHalf * byHalf;
                hs += byHalf * bySlope;
                ss += bySlope * bySlope;
                h += byHalf * off;
                s += bySlope * off;
            }
            hh = hh * (1 + damping) + 1e-12;
            ss = ss * (1 + damping) + 1e-12;
            double determinant = hh * ss - hs * hs;
            double half = Math.log(at.half) - (ss * h - hs * s) / determinant;
            double slope = Math.log(at.slope) - (hh * s - hs * h) / determinant;
            return new LogisticCurve(
                    floor,
                    Math.exp(Math.clamp(half, from, to)),
                    Math.clamp(Math.exp(Math.clamp(slope, -10, 10)), LEAST_SLOPE, MOST_SLOPE));
        }
    }
}
