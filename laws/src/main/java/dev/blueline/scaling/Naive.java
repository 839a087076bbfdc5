package dev.blueline.scaling;

import java.util.List;

/** Forecasts that need no law: what any law must beat. */
final class Naive {
    /** Frontier corners that the straight line goes through. */
    static final int POINTS = 3;

    private Naive() {}

    /** The lowest mean loss of a rung so far. */
    static double noChange(List<Observation> observations) {
        return Math.exp(Rung.of(observations).stream()
                .mapToDouble(Rung::meanLogLoss)
                .min()
                .orElseThrow());
    }

    /** Least squares through log loss against log compute of the last three corners of the frontier's hull. */
    static double straightLine(List<Observation> observations, Target target) {
        List<Rung> hull = Frontier.hull(Rung.of(observations));
        List<Rung> last = hull.subList(Math.max(0, hull.size() - POINTS), hull.size());
        double meanX =
                last.stream().mapToDouble(r -> Math.log(r.compute())).average().orElseThrow();
        double meanY = last.stream().mapToDouble(Rung::meanLogLoss).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        for (Rung rung : last) {
            double x = Math.log(rung.compute()) - meanX;
            xx += x * x;
            xy += x * (rung.meanLogLoss() - meanY);
        }
        double slope = xx > 0 ? xy / xx : 0;
        return Math.exp(meanY + slope * (Math.log(target.compute()) - meanX));
    }
}
