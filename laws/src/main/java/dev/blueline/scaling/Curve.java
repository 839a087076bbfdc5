package dev.blueline.scaling;

/**
 * Curves along one axis x, in the coordinates of {@link Form} with c = ln x centred:
 *
 * <pre>
 * POWER        ln L = k - a c                              straight in log-log
 * POWER_FLOOR  L = E + exp(k - a c)
 * EXPONENTIAL  L = E + exp(k - exp(c - t))                 approach to a floor over a scale exp(t)
 * SIGMOID      L = E + exp(k) / (1 + exp(b (c - t)))       a power law only far beyond exp(t)
 * TURNING      ln L = k - a c + exp(q) c^2                 turns up
 * FLAT         ln L = k                                    never moved
 * </pre>
 */
enum Curve implements Form {
    POWER("a power law", .5, 2, 1),
    POWER_FLOOR("a power law with floor", 1, 3, 2),
    EXPONENTIAL("an exponential approach to a floor", .75, 3, 3),
    SIGMOID("a sigmoid approach to a floor", .3, 4, 3),
    TURNING("a curve that turns up", .75, 3, 3),
    FLAT("no change at all", .2, 1, 1);

    private final String title;
    private final double prior;
    private final int dimension;
    private final int firstExponent;

    Curve(String title, double prior, int dimension, int firstExponent) {
        this.title = title;
        this.prior = prior;
        this.dimension = dimension;
        this.firstExponent = firstExponent;
    }

    String title() {
        return title;
    }

    /** Weight before any data, up to a common factor: published losses mostly follow a power law with floor. */
    double prior() {
        return prior;
    }

    /** Whether the curve keeps improving by its form; one with a floor does so only until the floor. */
    boolean powerLike() {
        return this == POWER || this == POWER_FLOOR;
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
            case POWER -> Family.POWER.logLoss(t, n, d, c, g);
            case POWER_FLOOR -> Family.POWER_FLOOR.logLoss(t, n, d, c, g);
            case EXPONENTIAL -> {
                double x = Math.exp(Math.min(50, c - t[2]));
                double reducible = t[1] - x;
                double y = Family.logSum(t[0], reducible);
                double share = Math.exp(reducible - y);
                g[0] = Math.exp(t[0] - y);
                g[1] = share;
                g[2] = share * x;
                yield y;
            }
            case SIGMOID -> {
                double b = Math.exp(t[3]);
                double u = b * (c - t[2]);
                double reducible = t[1] - Family.logSum(0, u);
                double y = Family.logSum(t[0], reducible);
                double share = Math.exp(reducible - y);
                double slope = share / (1 + Math.exp(-u));
                g[0] = Math.exp(t[0] - y);
                g[1] = share;
                g[2] = slope * b;
                g[3] = -slope * u;
                yield y;
            }
            case FLAT -> {
                g[0] = 1;
                yield t[0];
            }
            case TURNING -> {
                double q = Math.exp(t[2]);
                g[0] = 1;
                g[1] = -c;
                g[2] = q * c * c;
                yield t[0] - t[1] * c + q * c * c;
            }
        };
    }

    /** A grid as in {@link Family#starts}: floor share, slope .1 to 1, scales from a tenth to tenfold of the middle. */
    @Override
    public double[][] starts(Sample sample) {
        double lowest = sample.lowest();
        return switch (this) {
            case POWER -> Family.POWER.starts(sample);
            case POWER_FLOOR -> Family.POWER_FLOOR.starts(sample);
            case EXPONENTIAL -> grid(lowest, new double[] {-2.3, -1, 0, 1, 2.3}, new double[0]);
            case SIGMOID -> grid(lowest, new double[] {-2.3, 0, 2.3}, new double[] {-0.7, 0, 0.7});
            case FLAT -> new double[][] {{0}};
            case TURNING ->
                new double[][] {{0, 0, -3}, {0, 0.1, -3}, {0, 0.1, -5}, {0, 0.05, -7}, {0, 0.3, -2}, {0, 0, -7}};
        };
    }

    private static double[][] grid(double lowest, double[] scales, double[] slopes) {
        double[] floors = {0.02, 0.5, 0.8, 0.95, 0.99};
        double[] steepness = slopes.length == 0 ? new double[] {0} : slopes;
        double[][] starts = new double[floors.length * scales.length * steepness.length][];
        int at = 0;
        for (double fraction : floors) {
            double floor = fraction * Math.exp(lowest);
            for (double scale : scales) {
                for (double slope : steepness) {
                    double level = Math.log(1 - floor) + 0.7;
                    starts[at++] = slopes.length == 0
                            ? new double[] {Math.log(floor), level, scale}
                            : new double[] {Math.log(floor), level, scale, slope};
                }
            }
        }
        return starts;
    }
}
