package dev.blueline.scaling;

import java.util.OptionalDouble;

/**
 * Start R0 and asymptote A of a law whose B and Cmid are given, within 0 and 1: the lowest point of
 * {@code q = yy - 2 (R0 uy + A sy) + R0^2 uu + 2 R0 A us + A^2 ss}, where s is a point's share of the way, u = 1 - s, y its accuracy, and
 * the letters together are weighted sums of products over the points.
 */
final class RlEnds {
    private final OptionalDouble known;
    private final double uu;
    private final double us;
    private final double ss;
    private final double uy;
    private final double sy;
    private final double yy;
    private double start;
    private double asymptote;
    private double lowest = Double.POSITIVE_INFINITY;

    private RlEnds(double[] shares, double[] accuracies, double[] weights, OptionalDouble known) {
        this.known = known;
        double[] sums = new double[6];
        for (int i = 0; i < shares.length; i++) {
            double s = shares[i];
            double u = 1 - s;
            double y = accuracies[i];
            double w = weights[i];
            sums[0] += w * u * u;
            sums[1] += w * u * s;
            sums[2] += w * s * s;
            sums[3] += w * u * y;
            sums[4] += w * s * y;
            sums[5] += w * y * y;
        }
        uu = sums[0];
        us = sums[1];
        ss = sums[2];
        uy = sums[3];
        sy = sums[4];
        yy = sums[5];
    }

    /** @param known R0, where it is known and only A is looked for */
    static RlEnds of(double[] shares, double[] accuracies, double[] weights, OptionalDouble known) {
        RlEnds ends = new RlEnds(shares, accuracies, weights, known);
        if (known.isPresent()) {
            ends.keepAsymptote(known.getAsDouble());
        } else {
            ends.settle();
        }
        return ends;
    }

    private double determinant() {
        return uu * ss - us * us;
    }

    private boolean regular() {
        return determinant() > 1e-12 * uu * ss;
    }

    private double freeStart() {
        return (uy * ss - sy * us) / determinant();
    }

    private double freeAsymptote() {
        return (sy * uu - uy * us) / determinant();
    }

    /** The lowest point, inside the square or on one of its edges. */
    private void settle() {
        if (regular() && inside(freeStart()) && inside(freeAsymptote())) {
            keep(freeStart(), freeAsymptote());
            return;
        }
        for (int end = 0; end <= 1; end++) {
            keepAsymptote(end);
            keep(Math.clamp(uu > 0 ? (uy - end * us) / uu : 0, 0, 1), end);
        }
    }

    private void keepAsymptote(double r) {
        keep(r, Math.clamp(ss > 0 ? (sy - r * us) / ss : 0, 0, 1));
    }

    private static boolean inside(double value) {
        return value >= 0 && value <= 1;
    }

    private void keep(double r, double a) {
        double value = squares(r, a);
        if (value < lowest) {
            lowest = value;
            start = r;
            asymptote = a;
        }
    }

    private double squares(double r, double a) {
        return Math.max(0, yy - 2 * (r * uy + a * sy) + r * r * uu + 2 * r * a * us + a * a * ss);
    }

    double start() {
        return start;
    }

    double asymptote() {
        return asymptote;
    }

    /** Weighted sum of squares at the lowest point. */
    double lowest() {
        return lowest;
    }

    /**
     * Least and most of {@code R0 (1 - share) + A share} where q stays within the limit, an ellipse cut by the square: at a point of
     * the ellipse itself, or where it meets the square's edges.
     */
    Outlook.Interval range(double share, double limit) {
        double u = 1 - share;
        double middle = start * u + asymptote * share;
        double[] ends = {middle, middle};
        if (known.isPresent()) {
            alongStart(start, share, limit, ends);
            return new Outlook.Interval(ends[0], ends[1]);
        }
        if (regular()) {
            double r = freeStart();
            double a = freeAsymptote();
            double variance = (u * u * ss - 2 * u * share * us + share * share * uu) / determinant();
            double slack = limit - (yy - r * uy - a * sy);
            double reach = Math.sqrt(Math.max(0, variance * slack));
            if (reach > 0) {
                double dr = slack / reach * (u * ss - share * us) / determinant();
                double da = slack / reach * (share * uu - u * us) / determinant();
                for (int sign = -1; sign <= 1; sign += 2) {
                    if (inside(r + sign * dr) && inside(a + sign * da)) {
                        widen(ends, middle(r + sign * dr, a + sign * da, share));
                    }
                }
            }
        }
        for (int end = 0; end <= 1; end++) {
            alongStart(end, share, limit, ends);
            for (double r : edge(uu, uy - end * us, yy - 2 * end * sy + end * ss, limit)) {
                widen(ends, middle(r, end, share));
            }
        }
        return new Outlook.Interval(ends[0], ends[1]);
    }

    /** Widens by the asymptotes that go with one R0. */
    private void alongStart(double r, double share, double limit, double[] ends) {
        for (double a : edge(ss, sy - r * us, yy - 2 * r * uy + r * r * uu, limit)) {
            widen(ends, middle(r, a, share));
        }
    }

    private static double middle(double r, double a, double share) {
        return r * (1 - share) + a * share;
    }

    private static void widen(double[] ends, double value) {
        ends[0] = Math.min(ends[0], value);
        ends[1] = Math.max(ends[1], value);
    }

    /** Where {@code square x^2 - 2 linear x + constant <= limit} begins and ends between 0 and 1; empty where it does not. */
    private static double[] edge(double square, double linear, double constant, double limit) {
        if (!(square > 0)) {
            return constant <= limit ? new double[] {0, 1} : new double[0];
        }
        double under = linear * linear - square * (constant - limit);
        if (under < 0) {
            return new double[0];
        }
        double from = (linear - Math.sqrt(under)) / square;
        double to = (linear + Math.sqrt(under)) / square;
        return from > 1 || to < 0 ? new double[0] : new double[] {Math.max(0, from), Math.min(1, to)};
    }
}
