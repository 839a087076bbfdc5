package dev.blueline.scaling;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much the log loss of a run differs from the mean over seeds: standard deviation {@code sd (N/N0)^slope}, never below
 * {@link #FLOOR}, of which a share is common to all runs of a trunk.
 *
 * @param sd standard deviation of log loss at size N0 (.01 is one percent)
 * @param reference N0, parameters
 * @param slope exponent in size, at most 0: larger models vary less
 * @param trunkShare correlation between two runs of one trunk
 */
public record SeedNoise(double sd, double reference, double slope, double trunkShare) {
    /** Seeds are taken to differ by at least .2%: the low end of what published ladders report. */
    public static final double FLOOR = 0.002;

    private static final double PRIOR_SD = 0.006;
    private static final double PRIOR_DEGREES = 2;
    private static final double PRIOR_SLOPE = -0.5;
    private static final double PRIOR_SLOPE_WEIGHT = 6;
    private static final double PRIOR_TRUNK_SHARE = 0.6;
    private static final double PRIOR_TRUNK_WEIGHT = 4;

    /** Standard deviation of log loss over seeds for a model of the given size. */
    public double at(double parameters) {
        return Math.max(FLOOR, sd * Math.pow(parameters / reference, slope));
    }

    /**
     * Estimates noise from rungs with several seeds. Rule: variance pooled per size, shrunk towards (.6%)^2 with two
     * degrees of freedom; slope in log size by regression weighted by degrees of freedom, shrunk towards -.5 and kept within
     * -1..0; trunk share by analysis of variance over trunks of one size, shrunk towards .6 with the weight of four trunks
     * and kept within .3...9. Without repeated seeds the prior values stand.
     */
    public static SeedNoise estimate(List<Observation> observations) {
        Map<Double, double[]> bySize = new LinkedHashMap<>();
        Map<String, double[]> byTrunk = new HashMap<>();
        double logSize = 0;
        for (Rung rung : Rung.of(observations)) {
            int seeds = rung.seeds().size();
            double[] pool = bySize.computeIfAbsent(rung.target().parameters(), size -> new double[2]);
            for (Observation seed : rung.seeds()) {
                logSize += Math.log(seed.parameters()) / observations.size();
                double deviation = Math.log(seed.loss()) - rung.meanLogLoss();
                pool[0] += deviation * deviation;
                if (seeds > 1) {
                    double unbiased = deviation * Math.sqrt(seeds / (seeds - 1.0));
                    double[] trunk = byTrunk.computeIfAbsent(seed.trunk(), name -> new double[3]);
                    trunk[0] += unbiased;
                    trunk[1] += unbiased * unbiased;
                    trunk[2] += 1;
                }
            }
            pool[1] += seeds - 1;
        }
        double reference = Math.exp(logSize);
        double[] line = regression(bySize, logSize);
        return new SeedNoise(Math.exp(line[0]), reference, line[1], trunkShare(byTrunk));
    }

    private static double[] regression(Map<Double, double[]> bySize, double logSize) {
        double weights = PRIOR_DEGREES;
        double meanX = 0;
        double meanY = PRIOR_DEGREES * Math.log(PRIOR_SD);
        for (Map.Entry<Double, double[]> size : bySize.entrySet()) {
            double degrees = size.getValue()[1];
            weights += degrees;
            meanX += degrees * (Math.log(size.getKey()) - logSize);
            meanY += degrees * logSd(size.getValue());
        }
        meanX /= weights;
        meanY /= weights;
        double xx = PRIOR_SLOPE_WEIGHT;
        double xy = PRIOR_SLOPE_WEIGHT * PRIOR_SLOPE;
        for (Map.Entry<Double, double[]> size : bySize.entrySet()) {
            double degrees = size.getValue()[1];
            double x = Math.log(size.getKey()) - logSize - meanX;
            xx += degrees * x * x;
            xy += degrees * x * (logSd(size.getValue()) - meanY);
        }
        double slope = Math.clamp(xy / xx, -1, 0);
        return new double[] {meanY - slope * meanX, slope};
    }

    private static double logSd(double[] pool) {
        return 0.5 * Math.log((pool[0] + PRIOR_DEGREES * PRIOR_SD * PRIOR_SD) / (pool[1] + PRIOR_DEGREES));
    }

    /** Pairs within a trunk: (sum^2 - sum of squares) / (k (k-1)) is their mean product, over the mean square. */
    private static double trunkShare(Map<String, double[]> byTrunk) {
        double shared = 0;
        double total = 0;
        double trunks = 0;
        for (double[] trunk : byTrunk.values()) {
            double runs = trunk[2];
            if (runs >= 2 && trunk[1] > 0) {
                shared += (trunk[0] * trunk[0] - trunk[1]) / (runs - 1);
                total += trunk[1];
                trunks++;
            }
        }
        double estimate = total > 0 ? shared / total : 0;
        double share = (trunks * estimate + PRIOR_TRUNK_WEIGHT * PRIOR_TRUNK_SHARE) / (trunks + PRIOR_TRUNK_WEIGHT);
        return Math.clamp(share, 0.3, 0.9);
    }
}
