package dev.blueline.scaling;

/**
 * Least squares of {@code L = E + k x^-a} with E and k at least 0, by a search over the exponent: for each the best E and k have a
 * closed form. Coarser than {@link Fitter}, and fast enough to be tried on thousands of made-up lines.
 */
final class LeastPower {
    private static final int EXPONENTS = 48;
    private static final double LEAST = 0.01;
    private static final double MOST = 8;

    /** Powers of x over its geometric mean, for each exponent. */
    private final double[][] powers = new double[EXPONENTS][];

    private final double[] weights;

    /**
     * @param xs positions, above 0
     * @param sds standard deviations, above 0
     */
    LeastPower(double[] xs, double[] sds) {
        double middle = 0;
        for (double x : xs) {
            middle += Math.log(x) / xs.length;
        }
        for (int e = 0; e < EXPONENTS; e++) {
            double exponent = LEAST * Math.pow(MOST / LEAST, e / (EXPONENTS - 1.0));
            powers[e] = new double[xs.length];
            for (int i = 0; i < xs.length; i++) {
                powers[e][i] = Math.exp(-exponent * (Math.log(xs[i]) - middle));
            }
        }
        weights = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            weights[i] = 1 / (sds[i] * sds[i]);
        }
    }

    /**
     * What the best law leaves: the weighted sum of squares.
     *
     * @param used points that count, the first so many
     */
    double chiSquare(double[] ys, int used) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] power : powers) {
            least = Math.min(least, chiSquare(power, ys, used));
        }
        return least;
    }

    private double chiSquare(double[] power, double[] ys, int used) {
        double w = 0;
        double wp = 0;
        double wpp = 0;
        double wy = 0;
        double wpy = 0;
        for (int i = 0; i < used; i++) {
            w += weights[i];
            wp += weights[i] * power[i];
            wpp += weights[i] * power[i] * power[i];
            wy += weights[i] * ys[i];
            wpy += weights[i] * power[i] * ys[i];
        }
        double determinant = w * wpp - wp * wp;
        double factor = determinant > 1e-12 * w * wpp ? (w * wpy - wp * wy) / determinant : 0;
        double floor = (wy - factor * wp) / w;
        if (factor < 0) {
            factor = 0;
            floor = wy / w;
        } else if (floor < 0) {
            floor = 0;
            factor = wpy / wpp;
        }
        double sum = 0;
        for (int i = 0; i < used; i++) {
            double off = ys[i] - floor - factor * power[i];
            sum += weights[i] * off * off;
        }
        return sum;
    }
}
