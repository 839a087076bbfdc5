package dev.blueline.ablation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which replay share is best at a size that was not trained, from smaller ones. Every size gets its {@link ReplayCurve}; half of the
 * draws carry the curves on along straight lines in the logarithm of the parameters, half take the largest size's as it is, since a few
 * sizes do not tell which is right. Each draw has other noise in the measured points and in the seeds' means, and the logarithms forecast
 * a model error of a tenth of themselves.
 *
 * @param share of those that are trained, the one with the least expected cost
 * @param best share with the least cost, drawn again and again, rising
 * @param costs of the chosen share: logarithm of the cost's ratio, drawn, rising; likewise {@code domain} and {@code rest}
 */
record ReplayForecast(double share, double[] best, double[] costs, double[] domain, double[] rest) {
    private static final int DRAWS = 400;
    private static final double MODEL_ERROR = 0.1;
    private static final double[] LEVELS = {.05, .1, .25, .5, .75, .9, .95};

    /**
     * @param points of smaller sizes at one length
     * @param parameters of the size asked about
     * @param shares that are trained there
     * @param seeds trained there
     */
    static ReplayForecast of(
            List<ReplayPoint> points, long parameters, List<Double> shares, double restWeight, int seeds) {
        List<List<ReplayPoint>> sizes = points.stream()
                .collect(Collectors.groupingBy(ReplayPoint::parameters, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .toList();
        List<ReplayCurve> fitted = sizes.stream().map(ReplayCurve::of).toList();
        double[] trend = trend(sizes, parameters);
        double[] last = new double[sizes.size()];
        last[last.length - 1] = 1;
        double largest = shares.getLast();
        int steps = (int) Math.floor(100 * largest + 1e-9);
        double[][] domain = new double[DRAWS][];
        double[][] rest = new double[DRAWS][];
        double[] best = new double[DRAWS];
        SplittableRandom random = new SplittableRandom(1);
        double[] at = new double[steps + 1 + shares.size()];
        for (int i = 0; i <= steps; i++) {
            at[i] = i / 100.0;
        }
        for (int i = 0; i < shares.size(); i++) {
            at[steps + 1 + i] = shares.get(i);
        }
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] weights = draw % 2 == 0 ? trend : last;
            domain[draw] = new double[at.length];
            rest[draw] = new double[at.length];
            for (int s = 0; s < sizes.size(); s++) {
                ReplayCurve curve = ReplayCurve.of(fitted.get(s).again(sizes.get(s), random));
                double ofDomain = fitted.get(s).domain().shift(random);
                double ofRest = fitted.get(s).rest().shift(random);
                for (int i = 0; i < at.length; i++) {
                    domain[draw][i] += weights[s] * (curve.domainAt(at[i]) + ofDomain);
                    rest[draw][i] += weights[s] * (curve.restAt(at[i]) + ofRest);
                }
            }
            int least = 0;
            for (int i = 0; i <= steps; i++) {
                if (domain[draw][i] + restWeight * rest[draw][i]
                        < domain[draw][least] + restWeight * rest[draw][least]) {
                    least = i;
                }
            }
            best[draw] = at[least];
        }
        int chosen = steps + 1;
        for (int i = steps + 1; i < at.length; i++) {
            if (mean(domain, i) + restWeight * mean(rest, i) < mean(domain, chosen) + restWeight * mean(rest, chosen)) {
                chosen = i;
            }
        }
        ReplayCurve.Line ofDomain = fitted.getLast().domain();
        ReplayCurve.Line ofRest = fitted.getLast().rest();
        double[] domains = new double[DRAWS];
        double[] rests = new double[DRAWS];
        double[] costs = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            domains[draw] = domain[draw][chosen] * modelError(random) + noise(ofDomain, seeds, random);
            rests[draw] = rest[draw][chosen] * modelError(random) + noise(ofRest, seeds, random);
            costs[draw] = domains[draw] + restWeight * rests[draw];
        }
        for (double[] draws : List.of(best, domains, rests, costs)) {
            Arrays.sort(draws);
        }
        return new ReplayForecast(at[chosen], best, costs, domains, rests);
    }

    /** What the mean of the seeds to come adds: their own levels and single runs' noise. */
    private static double noise(ReplayCurve.Line line, int seeds, SplittableRandom random) {
        return random.nextGaussian() * Math.hypot(line.deviation(), line.seedDeviation()) / Math.sqrt(seeds);
    }

    private static double modelError(SplittableRandom random) {
        return 1 + MODEL_ERROR * random.nextGaussian();
    }

    /** Weights of the sizes in the value at another size of a least-squares line in ln(parameters). */
    private static double[] trend(List<List<ReplayPoint>> sizes, long parameters) {
        double[] x = sizes.stream()
                .mapToDouble(points -> Math.log(points.getFirst().parameters()))
                .toArray();
        double mean = Arrays.stream(x).average().orElseThrow();
        double xx =
                Arrays.stream(x).map(value -> (value - mean) * (value - mean)).sum();
        return Arrays.stream(x)
                .map(value -> 1.0 / x.length + (xx == 0 ? 0 : (value - mean) * (Math.log(parameters) - mean) / xx))
                .toArray();
    }

    private static double mean(double[][] draws, int column) {
        return Arrays.stream(draws).mapToDouble(draw -> draw[column]).average().orElseThrow();
    }

    /** Quantiles of rising draws at .05, .1, .25, .5, .75, .9 and .95. */
    static List<Double> quantiles(double[] rising) {
        return Arrays.stream(LEVELS)
                .map(level -> {
                    double at = level * (rising.length - 1);
                    int below = (int) at;
                    int above = Math.min(below + 1, rising.length - 1);
                    return rising[below] + (at - below) * (rising[above] - rising[below]);
                })
                .boxed()
                .toList();
    }
}
