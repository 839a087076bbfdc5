package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
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
 * BROKEN_POWER  y = lse(e, k - c0 (c-t) - c1 f ln(1 + e^((c-t)/f)))  theta = e, k, t, c0, c1, ln f
 * KAPLAN        y = m + s lse(w - r n, -d)                           theta = m, w, ln r, ln s    (s = aD, r = aN/aD)
 * KAPLAN_FLOOR  y = lse(e, m + s lse(w - r n, -d))                   theta = e, m, w, ln r, ln s
 * CHINCHILLA    y = lse(e, a - alpha n, b - beta d)                  theta = e, a, b, ln alpha, ln beta
 * OVERTRAIN     y = lse(e, a + eta (d-n-c), b - eta (d-n+c))         theta = e, a, b, ln eta
 * ISOFLOP       y = lse(e, k - kappa c + ln(1 + h (n - g - a c)^2))  theta = e, k, g, a, ln h, ln kappa
 * </pre>
 *
 * and {@link DataConstrainedForm}, where lse is the logarithm of a sum of exponentials. Centring makes fits independent of the units of N, D, C and loss.
 */
public enum Family implements Form {
    /** {@link Power}. */
    POWER("frontier", 2, 1),
    /** {@link PowerFloor}. */
    POWER_FLOOR("frontier with floor", 3, 2),
    /** {@link BrokenPower}. */
    BROKEN_POWER("frontier with one break", 6, 5),
    /** {@link KaplanJoint}. */
    KAPLAN("Kaplan joint", 4, 2),
    /** {@link KaplanJointFloor}. */
    KAPLAN_FLOOR("Kaplan joint with floor", 5, 3),
    /** {@link Chinchilla}. */
    CHINCHILLA("additive", 5, 3),
    /** {@link Overtrained}. */
    OVERTRAIN("over-training", 4, 3),
    /** {@link DataConstrained}. */
    DATA_CONSTRAINED("additive with repetition", 7, 3),
    /** {@link IsoFlopSurface}: estimated in two steps, not by one search. */
    ISOFLOP("parabolas at equal compute", 6, 5);

    /** The laws that compete for a ladder of runs on fresh text. */
    public static final List<Family> RIVALS = List.of(POWER, POWER_FLOOR, KAPLAN, KAPLAN_FLOOR, CHINCHILLA);

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

    /** The law as papers write it. */
    public String formula() {
        return switch (this) {
            case POWER -> "(C0/C)^a";
            case POWER_FLOOR -> "E + k C^-a";
            case BROKEN_POWER -> "E + b C^-c0 (1 + (C/d1)^(1/f1))^(-c1 f1)";
            case KAPLAN -> "[(Nc/N)^(aN/aD) + Dc/D]^aD";
            case KAPLAN_FLOOR -> "E + [(Nc/N)^(aN/aD) + Dc/D]^aD";
            case CHINCHILLA -> "E + A/N^alpha + B/D^beta";
            case OVERTRAIN -> "E + (a M^eta + b M^-eta) C^-eta, M = D/N";
            case ISOFLOP -> "E + k C^-kappa (1 + h (ln N - ln N*)^2), N* = G C^a";
            case DATA_CONSTRAINED -> "E + A/N'^alpha + B/D'^beta, D' = U + U RD (1 - exp(-(D/U - 1)/RD)), N' alike";
        };
    }

    /** The law of one axis x, where x stands in the place of compute. */
    public String formulaOfX() {
        return formula().replace("C0/C", "x0/x").replace("C/d1", "x/d1").replace("C^", "x^");
    }

    /** Whether the law is one of compute alone, fitted to runs near the frontier. */
    public boolean ofComputeAlone() {
        return this == POWER || this == POWER_FLOOR || this == BROKEN_POWER;
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
    public int exponents() {
        return this == DATA_CONSTRAINED ? 2 : dimension - firstExponent;
    }

    @Override
    public double logLoss(double[] theta, Sample sample, int i, double[] gradient) {
        return this == DATA_CONSTRAINED
                ? DataConstrainedForm.logLoss(theta, sample.n[i], sample.d[i], sample.u[i], gradient)
                : logLoss(theta, sample.n[i], sample.d[i], sample.c[i], gradient);
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
            case BROKEN_POWER -> broken(t, c, g);
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
                double y = terms(t, t[1] - alpha * n, t[2] - beta * d, g);
                g[3] = -g[1] * alpha * n;
                g[4] = -g[2] * beta * d;
                yield y;
            }
            case OVERTRAIN -> {
                double eta = Math.exp(t[3]);
                double y = terms(t, t[1] + eta * (d - n - c), t[2] - eta * (d - n + c), g);
                g[3] = eta * (g[1] * (d - n - c) - g[2] * (d - n + c));
                yield y;
            }
            case DATA_CONSTRAINED -> DataConstrainedForm.logLoss(t, n, d, d, g);
            case ISOFLOP -> {
                double h = Math.exp(t[4]);
                double kappa = Math.exp(t[5]);
                double off = n - t[2] - t[3] * c;
                double bowl = 1 + h * off * off;
                double reducible = t[1] - kappa * c + Math.log(bowl);
                double y = logSum(t[0], reducible);
                double share = Math.exp(reducible - y);
                g[0] = Math.exp(t[0] - y);
                g[1] = share;
                g[2] = -share * 2 * h * off / bowl;
                g[3] = g[2] * c;
                g[4] = share * h * off * off / bowl;
                g[5] = -share * kappa * c;
                yield y;
            }
        };
    }

    private static double broken(double[] t, double c, double[] g) {
        double width = Math.exp(t[5]);
        double past = c - t[2];
        double u = past / width;
        double bend = logSum(0, u);
        double side = 1 / (1 + Math.exp(-u));
        double reducible = t[1] - t[3] * past - t[4] * width * bend;
        double y = logSum(t[0], reducible);
        double share = Math.exp(reducible - y);
        g[0] = Math.exp(t[0] - y);
        g[1] = share;
        g[2] = share * (t[3] + t[4] * side);
        g[3] = -share * past;
        g[4] = -share * width * bend;
        g[5] = -share * t[4] * width * (bend - u * side);
        return y;
    }

    /** {@code lse(t[0], size, tokens)}, with the share of each term as its gradient. */
    private static double terms(double[] t, double size, double tokens, double[] g) {
        double most = Math.max(t[0], Math.max(size, tokens));
        double expE = Math.exp(t[0] - most);
        double expN = Math.exp(size - most);
        double expD = Math.exp(tokens - most);
        double sum = expE + expN + expD;
        g[0] = expE / sum;
        g[1] = expN / sum;
        g[2] = expD / sum;
        return most + Math.log(sum);
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

    @Override
    public double[][] starts(Sample sample) {
        return Starts.grid(this, sample);
    }

    /** Fewest distinct rungs, sizes and token counts with which the family can be told from its neighbours. */
    boolean canBeFitted(Sample sample) {
        if (ofComputeAlone()) {
            return sample.distinctCompute() >= dimension + 1;
        }
        if (this == ISOFLOP) {
            return IsoFlopEstimate.budgets(sample).size() >= 3;
        }
        if (this == DATA_CONSTRAINED && sample.distinctRepetitions() < 3) {
            return false;
        }
        int levels = this == OVERTRAIN ? 1 : floored() ? 3 : 2;
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
            case BROKEN_POWER ->
                new BrokenPower(
                        floor,
                        Math.exp(t[1] + y0 + t[3] * (t[2] + c0)),
                        t[3],
                        t[4],
                        Math.exp(t[2] + c0),
                        Math.exp(t[5]));
            case KAPLAN -> kaplan(t, 0, n0, d0, y0);
            case KAPLAN_FLOOR -> new KaplanJointFloor(floor, kaplan(t, 1, n0, d0, y0));
            case CHINCHILLA -> additive(t, floor, n0, d0, y0);
            case OVERTRAIN -> {
                double eta = Math.exp(t[3]);
                yield new Overtrained(
                        floor,
                        Math.exp(t[1] + y0 + eta * (c0 + n0 - d0)),
                        Math.exp(t[2] + y0 + eta * (c0 - n0 + d0)),
                        eta);
            }
            case DATA_CONSTRAINED ->
                new DataConstrained(additive(t, floor, n0, d0, y0), Math.exp(t[5]), Math.exp(t[6]));
            case ISOFLOP -> {
                double kappa = Math.exp(t[5]);
                yield new IsoFlopSurface(
                        floor,
                        Math.exp(t[1] + y0 + kappa * c0),
                        kappa,
                        Math.exp(t[2] + n0 - t[3] * c0),
                        t[3],
                        Math.exp(t[4]));
            }
        };
    }

    private static Chinchilla additive(double[] t, double floor, double n0, double d0, double y0) {
        double alpha = Math.exp(t[3]);
        double beta = Math.exp(t[4]);
        return new Chinchilla(floor, Math.exp(t[1] + y0 + alpha * n0), alpha, Math.exp(t[2] + y0 + beta * d0), beta);
    }

    /** The coordinates of a law of this family; a floor of 0 becomes a hundred-thousandth of the lowest loss. */
    double[] theta(Law law, Sample sample) {
        double n0 = sample.meanN();
        double d0 = sample.meanD();
        double c0 = sample.meanC();
        double y0 = sample.meanY();
        double e = Math.max(Math.log(law.floor()) - y0, sample.lowest() + Math.log(1e-5));
        return switch (law) {
            case Power power ->
                new double[] {power.exponent() * (Math.log(power.scale()) - c0) - y0, Math.log(power.exponent())};
            case PowerFloor power ->
                new double[] {e, Math.log(power.factor()) - y0 - power.exponent() * c0, Math.log(power.exponent())};
            case BrokenPower broken ->
                new double[] {
                    e,
                    Math.log(broken.factor()) - y0 - broken.before() * Math.log(broken.at()),
                    Math.log(broken.at()) - c0,
                    broken.before(),
                    broken.change(),
                    Math.log(broken.width())
                };
            case KaplanJoint joint -> kaplan(joint, n0, d0, y0);
            case KaplanJointFloor floored -> {
                double[] t = kaplan(floored.joint(), n0, d0, y0);
                yield new double[] {e, t[0], t[1], t[2], t[3]};
            }
            case Chinchilla additive -> additive(additive, e, n0, d0, y0);
            case Overtrained over ->
                new double[] {
                    e,
                    Math.log(over.a()) - y0 - over.eta() * (c0 + n0 - d0),
                    Math.log(over.b()) - y0 - over.eta() * (c0 - n0 + d0),
                    Math.log(over.eta())
                };
            case DataConstrained repeated -> {
                double[] t = additive(repeated.fresh(), e, n0, d0, y0);
                yield new double[] {t[0], t[1], t[2], t[3], t[4], Math.log(repeated.rD()), Math.log(repeated.rN())};
            }
            case IsoFlopSurface surface ->
                new double[] {
                    e,
                    Math.log(surface.k()) - y0 - surface.kappa() * c0,
                    Math.log(surface.g()) - n0 + surface.a() * c0,
                    surface.a(),
                    Math.log(surface.h()),
                    Math.log(surface.kappa())
                };
        };
    }

    private static double[] kaplan(KaplanJoint law, double n0, double d0, double y0) {
        double r = law.aN() / law.aD();
        double level = Math.log(law.dc()) - d0;
        return new double[] {
            law.aD() * level - y0, r * (Math.log(law.nc()) - n0) - level, Math.log(r), Math.log(law.aD())
        };
    }

    private static double[] additive(Chinchilla law, double e, double n0, double d0, double y0) {
        return new double[] {
            e,
            Math.log(law.a()) - y0 - law.alpha() * n0,
            Math.log(law.b()) - y0 - law.beta() * d0,
            Math.log(law.alpha()),
            Math.log(law.beta())
        };
    }

    /** The law of this family with the given parameters, in the order and by the names of {@link Law#parameters()}. */
    public Law with(Map<String, Double> parameters) {
        return switch (this) {
            case POWER -> new Power(get(parameters, "C0"), get(parameters, "a"));
            case POWER_FLOOR -> new PowerFloor(get(parameters, "E"), get(parameters, "k"), get(parameters, "a"));
            case BROKEN_POWER ->
                new BrokenPower(
                        get(parameters, "E"),
                        get(parameters, "b"),
                        get(parameters, "c0"),
                        get(parameters, "c1"),
                        get(parameters, "d1"),
                        get(parameters, "f1"));
            case KAPLAN -> kaplan(parameters);
            case KAPLAN_FLOOR -> new KaplanJointFloor(get(parameters, "E"), kaplan(parameters));
            case CHINCHILLA -> chinchilla(parameters);
            case OVERTRAIN ->
                new Overtrained(
                        get(parameters, "E"), get(parameters, "a"), get(parameters, "b"), get(parameters, "eta"));
            case DATA_CONSTRAINED ->
                new DataConstrained(chinchilla(parameters), get(parameters, "RD"), get(parameters, "RN"));
            case ISOFLOP ->
                new IsoFlopSurface(
                        get(parameters, "E"),
                        get(parameters, "k"),
                        get(parameters, "kappa"),
                        get(parameters, "G"),
                        get(parameters, "a"),
                        get(parameters, "h"));
        };
    }

    private static Chinchilla chinchilla(Map<String, Double> parameters) {
        return new Chinchilla(
                get(parameters, "E"),
                get(parameters, "A"),
                get(parameters, "alpha"),
                get(parameters, "B"),
                get(parameters, "beta"));
    }

    private static KaplanJoint kaplan(Map<String, Double> parameters) {
        return new KaplanJoint(
                get(parameters, "Nc"), get(parameters, "Dc"), get(parameters, "aN"), get(parameters, "aD"));
    }

    private static double get(Map<String, Double> parameters, String name) {
        Double value = parameters.get(name);
        if (value == null) {
            throw new BadInput("the saved law lacks its parameter " + name + " and has " + parameters.keySet()
                    + ": the file was edited; write it anew with blueline fit ... --save");
        }
        return value;
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
