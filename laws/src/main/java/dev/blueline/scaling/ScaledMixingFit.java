package dev.blueline.scaling;

import java.util.Arrays;

/**
 * Mean Huber's loss of log residuals of a {@link ScaledDomainLaw}, in the coordinates
 * {@code theta = ln c, ln f, d, s_1 .. s_M, a_1 .. a_M}, with normal priors on ln f and each a, beside noise of half a percent: two or three
 * small computes tell little of a floor, and of how the pull of the domains changes less than of the pull itself. Refits take the priors'
 * centres from the priors, so that what the runs leave open shows in the draws.
 */
final class ScaledMixingFit implements Lbfgs.Objective {
    /** Coordinates before those of the domains. */
    static final int COMMON = 3;

    private static final int REST = 1;
    private static final int DECAY = 2;

    /** Seed noise is about normal, so residuals count by their squares up to a percent. */
    private static final double DELTA = 0.01;

    private static final double NOISE = 0.005;
    private static final double REST_CENTRE = Math.log(0.3);
    private static final double REST_DEVIATION = 1.5;
    private static final double SLOPE_DEVIATION = 0.1;
    private static final int ITERATIONS = 400;
    private static final double TOLERANCE = 1e-8;

    private final double[][] shares;
    private final double[] x;
    private final double[] y;
    private final double[] shift;

    /** @param shift of the priors' centres in their standard deviations: of ln f, then of each a */
    private ScaledMixingFit(double[][] shares, double[] x, double[] y, double[] shift) {
        this.shares = shares;
        this.x = x;
        this.y = y;
        this.shift = shift;
    }

    /** The fit from the mixing law of the losses without their trend in compute. */
    static double[] search(double[][] shares, double[] x, double[] y) {
        double slope = slope(x, y);
        double[] level = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            level[i] = y[i] - slope * x[i];
        }
        double[] mixing = MixingFit.search(shares, level);
        int domains = shares[0].length;
        double[] start = new double[COMMON + 2 * domains];
        start[0] = mixing[0];
        start[REST] = REST_CENTRE;
        start[DECAY] = -slope * (1 + Math.exp(REST_CENTRE));
        System.arraycopy(mixing, 1, start, COMMON, domains);
        return refit(shares, x, y, new double[1 + domains], start);
    }

    /** The search from a given start, which is left as it is. */
    static double[] refit(double[][] shares, double[] x, double[] y, double[] shift, double... start) {
        double[] theta = start.clone();
        new Lbfgs(theta.length).minimise(new ScaledMixingFit(shares, x, y, shift), theta, ITERATIONS, TOLERANCE);
        return theta;
    }

    private static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double squares = 0;
        double products = 0;
        for (int i = 0; i < x.length; i++) {
            squares += (x[i] - meanX) * (x[i] - meanX);
            products += (x[i] - meanX) * (y[i] - meanY);
        }
        return products / squares;
    }

    /** Log loss of a mixture by the law at theta. */
    static double predicted(double[] shares, double x, double... theta) {
        return Family.logSum(theta[0], pull(theta, shares, x)) + level(theta, x);
    }

    /** Logarithm of the factor of compute alone. */
    private static double level(double[] theta, double x) {
        return Family.logSum(theta[REST], -theta[DECAY] * x) - Family.logSum(theta[REST], 0);
    }

    @Override
    public double at(double[] theta, double[] gradient) {
        Arrays.fill(gradient, 0);
        int domains = shares[0].length;
        double value = 0;
        double restNow = 1 / (1 + Math.exp(-theta[REST]));
        for (int i = 0; i < y.length; i++) {
            double pull = pull(theta, shares[i], x[i]);
            double sum = Family.logSum(theta[0], pull);
            double restThere = 1 / (1 + Math.exp(-theta[DECAY] * x[i] - theta[REST]));
            double z = (sum + level(theta, x[i]) - y[i]) / DELTA;
            boolean near = Math.abs(z) <= 1;
            value += near ? 0.5 * z * z : Math.abs(z) - 0.5;
            double force = (near ? z : Math.signum(z)) / DELTA / y.length;
            gradient[0] += force * Math.exp(theta[0] - sum);
            gradient[REST] += force * (restThere - restNow);
            gradient[DECAY] -= force * (1 - restThere) * x[i];
            double part = force * Math.exp(pull - sum);
            for (int j = 0; j < domains; j++) {
                gradient[COMMON + j] += part * shares[i][j];
                gradient[COMMON + domains + j] -= part * shares[i][j] * x[i];
            }
        }
        value = value / y.length
                + prior(theta, gradient, REST, REST_CENTRE + shift[0] * REST_DEVIATION, REST_DEVIATION);
        for (int j = 0; j < domains; j++) {
            value += prior(theta, gradient, COMMON + domains + j, shift[1 + j] * SLOPE_DEVIATION, SLOPE_DEVIATION);
        }
        return value;
    }

    private double prior(double[] theta, double[] gradient, int at, double centre, double deviation) {
        double strength = Math.pow(NOISE / deviation / DELTA, 2) / y.length;
        double off = theta[at] - centre;
        gradient[at] += strength * off;
        return 0.5 * strength * off * off;
    }

    private static double pull(double[] theta, double[] r, double x) {
        double sum = 0;
        for (int j = 0; j < r.length; j++) {
            sum += (theta[COMMON + j] - theta[COMMON + r.length + j] * x) * r[j];
        }
        return sum;
    }
}
