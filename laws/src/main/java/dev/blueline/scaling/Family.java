package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The families of laws and their coordinates in a fit. With n, d, c the logarithms of N, D, C less their means over the
 * sample, and y log loss less its mean:
 *
 * <pre>
 * POWER         y = k - a c                                          theta = k, ln a
 * POWER_FLOOR   y = lse(e, k - a c)                                  theta = e, k, ln a
 * KAPLAN        y = m + s lse(w - r n, -d)                           theta = m, w, ln r, ln s    (s = aD, r = aN/aD)
 * KAPLAN_FLOOR  y = lse(e, m + s lse(w - r n, -d))                   theta = e, m, w, ln r, ln s
 * CHINCHILLA    y = lse(e, a - alpha n, b - beta d)                  theta = e, a, b, ln alpha, ln beta
 * </pre>
 *
 * where lse is the logarithm of a sum of exponentials. Centring makes fits independent of the units of N, D, C and loss.
 */
public enum Family implements Form {
    /** {@link Power}. */
    POWER("frontier", 2, 1),
    /** {@link PowerFloor}. */
    POWER_FLOOR("frontier with floor", 3, 2),
    /** {@link KaplanJoint}. */
    KAPLAN("Kaplan joint", 4, 2),
    /** {@link KaplanJointFloor}. */
    KAPLAN_FLOOR("Kaplan joint with floor", 5, 3),
    /** {@link Chinchilla}. */
    CHINCHILLA("additive", 5, 3);

    private final String title;
    private final int dimension;
    private final int firstExponent;

    Family(String title, int dimension, int firstExponent) {
        this.title = title;
        this.dimension = dimension;
        this.firstExponent = firstExponent;
    }

    /** A name to print. */
    public String title() {
        return title;
    }

    /** Whether the law is one of compute alone, fitted to runs near the frontier. */
    public boolean ofComputeAlone() {
        return this == POWER || this == POWER_FLOOR;
    }

    /** Whether the law has a floor to estimate. */
    public boolean floored() {
        return this != POWER && this != KAPLAN;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public int firstExponent() {
        return firstExponent;
    }

    @Override
    public double logLoss(double[] t, double n, double d, double c, double[] g) {
        return switch (this) {
            case POWER -> {
                double a = Math.exp(t[1]);
                g[0] = 1;
                g[1] = -a * c;
                yield t[0] - a * c;
            }
            case POWER_FLOOR -> {
                double a = Math.exp(t[2]);
                double reducible = t[1] - a * c;
                double y = logSum(t[0], reducible);
                double share = Math.exp(reducible - y);
                g[0] = Math.exp(t[0] - y);
                g[1] = share;
                g[2] = -share * a * c;
                yield y;
            }
            case KAPLAN -> joint(t, 0, n, d, g);
            case KAPLAN_FLOOR -> {
                double reducible = joint(t, 1, n, d, g);
                double y = logSum(t[0], reducible);
                double share = Math.exp(reducible - y);
                g[0] = Math.exp(t[0] - y);
                for (int i = 1; i < 5; i++) {
                    g[i] *= share;
                }
                yield y;
            }
            case CHINCHILLA -> {
                double alpha = Math.exp(t[3]);
                double beta = Math.exp(t[4]);
                double size = t[1] - alpha * n;
                double tokens = t[2] - beta * d;
                double most = Math.max(t[0], Math.max(size, tokens));
                double expE = Math.exp(t[0] - most);
                double expN = Math.exp(size - most);
                double expD = Math.exp(tokens - most);
                double sum = expE + expN + expD;
                g[0] = expE / sum;
                g[1] = expN / sum;
                g[2] = expD / sum;
                g[3] = -g[1] * alpha * n;
                g[4] = -g[2] * beta * d;
                yield most + Math.log(sum);
            }
        };
    }

    private static double joint(double[] t, int at, double n, double d, double[] g) {
        double r = Math.exp(t[at + 2]);
        double s = Math.exp(t[at + 3]);
        double size = t[at + 1] - r * n;
        double sum = logSum(size, -d);
        double share = Math.exp(size - sum);
        g[at] = 1;
        g[at + 1] = s * share;
        g[at + 2] = -s * share * r * n;
        g[at + 3] = s * sum;
        return t[at] + s * sum;
    }

    static double logSum(double x, double y) {
        double most = Math.max(x, y);
        return most + Math.log1p(Math.exp(Math.min(x, y) - most));
    }

    /**
     * The grid: floor at 2%, 30%, 60%, 80%, 90% or 97% of the lowest loss; size's share of the reducible loss at the centre
     * .15, .5 or .85; exponents of size and tokens .1, .25, .5 or 1 (Kaplan: ratio .4, 1 or 2.5, token exponent .05, .15,
     * .4 or 1). The level follows from the mean loss.
     */
    @Override
    public double[][] starts(double lowest) {
        double[] floors = {0.02, 0.3, 0.6, 0.8, 0.9, 0.97};
        double[] shares = {0.15, 0.5, 0.85};
        double[] exponents = {0.1, 0.25, 0.5, 1};
        double[] ratios = {0.4, 1, 2.5};
        double[] tokenExponents = {0.05, 0.15, 0.4, 1};
        List<double[]> starts = new ArrayList<>();
        for (double fraction : floored() ? floors : new double[] {0}) {
            double floor = fraction * Math.exp(lowest);
            double level = Math.log(1 - floor);
            switch (this) {
                case POWER, POWER_FLOOR -> {
                    for (double a : exponents) {
                        starts.add(
                                this == POWER
                                        ? new double[] {level, Math.log(a)}
                                        : new double[] {Math.log(floor), level, Math.log(a)});
                    }
                }
                case KAPLAN, KAPLAN_FLOOR -> {
                    for (double share : shares) {
                        double w = Math.log(share / (1 - share));
                        for (double r : ratios) {
                            for (double s : tokenExponents) {
                                double m = level - s * logSum(w, 0);
                                starts.add(
                                        this == KAPLAN
                                                ? new double[] {m, w, Math.log(r), Math.log(s)}
                                                : new double[] {Math.log(floor), m, w, Math.log(r), Math.log(s)});
                            }
                        }
                    }
                }
                case CHINCHILLA -> {
                    for (double share : shares) {
                        double a = level + Math.log(share);
                        double b = level + Math.log(1 - share);
                        for (double alpha : exponents) {
                            for (double beta : exponents) {
                                starts.add(new double[] {Math.log(floor), a, b, Math.log(alpha), Math.log(beta)});
                            }
                        }
                    }
                }
            }
        }
        return starts.toArray(double[][]::new);
    }

    /** Fewest distinct rungs, sizes and token counts with which the family can be told from its neighbours. */
    boolean canBeFitted(Sample sample) {
        if (ofComputeAlone()) {
            return sample.distinctCompute() >= dimension + 1;
        }
        int levels = floored() ? 3 : 2;
        return sample.distinctRungs() >= dimension + 1
                && sample.distinctSizes() >= levels
                && sample.distinctTokens() >= levels;
    }

    /** The law at theta, back in the units of the sample. A floor below a ten-thousandth of the lowest loss is 0. */
    Law law(double[] t, Sample sample) {
        double n0 = sample.meanN();
        double d0 = sample.meanD();
        double c0 = sample.meanC();
        double y0 = sample.meanY();
        double floor = floored() ? Math.exp(t[0] + y0) : 0;
        if (floor < 1e-4 * Math.exp(sample.lowest() + y0)) {
            floor = 0;
        }
        return switch (this) {
            case POWER -> {
                double a = Math.exp(t[1]);
                yield new Power(Math.exp((t[0] + y0) / a + c0), a);
            }
            case POWER_FLOOR -> {
                double a = Math.exp(t[2]);
                yield new PowerFloor(floor, Math.exp(t[1] + y0 + a * c0), a);
            }
            case KAPLAN -> kaplan(t, 0, n0, d0, y0);
            case KAPLAN_FLOOR -> new KaplanJointFloor(floor, kaplan(t, 1, n0, d0, y0));
            case CHINCHILLA -> {
                double alpha = Math.exp(t[3]);
                double beta = Math.exp(t[4]);
                yield new Chinchilla(
                        floor, Math.exp(t[1] + y0 + alpha * n0), alpha, Math.exp(t[2] + y0 + beta * d0), beta);
            }
        };
    }

    private static KaplanJoint kaplan(double[] t, int at, double n0, double d0, double y0) {
        double r = Math.exp(t[at + 2]);
        double s = Math.exp(t[at + 3]);
        double level = (t[at] + y0) / s;
        return new KaplanJoint(Math.exp((level + t[at + 1]) / r + n0), Math.exp(level + d0), r * s, s);
    }

    /**
     * The N that minimises {@code A N^-alpha + B D^-beta} under {@code N D = product}: {@code N* = G product^a},
     * {@code G = (alpha A / (beta B))^(1/(alpha+beta))}, {@code a = beta/(alpha+beta)} (Hoffmann et al. 2022, equation 4).
     */
    static double optimalSize(double a, double alpha, double b, double beta, double product) {
        return Math.exp((Math.log(alpha * a / (beta * b)) + beta * Math.log(product)) / (alpha + beta));
    }

    static Map<String, Double> named(Object... namesAndValues) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            named.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(named);
    }
}
