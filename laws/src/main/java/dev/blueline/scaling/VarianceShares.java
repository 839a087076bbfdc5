package dev.blueline.scaling;

import java.util.List;

/**
 * Where the uncertainty of a forecast comes from, as variances of log loss that add up: by the law of total variance within
 * and between laws, then what seeds and model error add.
 *
 * @param parameters refits of one law differing, on average over the laws by weight
 * @param choice laws differing from each other
 * @param seeds runs that differ in seed alone
 * @param drift model error that grows with the extrapolation in compute
 */
public record VarianceShares(double parameters, double choice, double seeds, double drift) {
    /** Refits further out than this share of their law's draws, at either end, are held at it: a few run away. */
    private static final double TAIL = 0.005;

    /** The split at a target. */
    public static VarianceShares of(Mixture mixture, Target target) {
        List<Mixture.Component> laws = mixture.speaking(target);
        double total = laws.stream().mapToDouble(Mixture.Component::weight).sum();
        double reach = Math.max(0, Math.log(target.compute() / mixture.span().largestCompute()));
        double within = 0;
        double mean = 0;
        double square = 0;
        double drift = 0;
        for (Mixture.Component law : laws) {
            double[] values = law.draws().stream()
                    .mapToDouble(draw -> Math.log(draw.predict(target)))
                    .filter(Double::isFinite)
                    .toArray();
            if (values.length == 0) {
                continue;
            }
            double[] ends = Quantiles.of(values, TAIL, 1 - TAIL);
            double share = law.weight() / total;
            double average = 0;
            double squares = 0;
            for (double value : values) {
                double kept = Math.clamp(value, ends[0], ends[1]);
                average += kept / values.length;
                squares += kept * kept / values.length;
            }
            within += share * Math.max(0, squares - average * average);
            mean += share * average;
            square += share * average * average;
            drift += share * law.drift() * law.drift() * reach * reach;
        }
        double seeds = mixture.noise().at(target.parameters());
        return new VarianceShares(within, Math.max(0, square - mean * mean), seeds * seeds, drift);
    }

    /** All of it: variance of log loss. */
    public double total() {
        return parameters + choice + seeds + drift;
    }
}
