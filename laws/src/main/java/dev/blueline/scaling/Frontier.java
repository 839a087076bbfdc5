package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.List;

/**
 * The compute frontier of a ladder: the lowest loss reached at each compute. Rule: average the seeds of each rung; the
 * frontier is the lower convex hull of (ln C, ln loss), flat after the rung of lowest loss; a rung is near it if its mean
 * loss lies at most {@link #TOLERANCE} above the hull. Where the loss falls ever faster, as it may where a ladder begins, the
 * hull passes below all rungs between its ends; then the rungs that no cheaper one beats are the frontier; and all rungs
 * where these are fewer than a law takes.
 */
final class Frontier {
    /** Two percent: about what being off the best size by a factor of two costs. */
    static final double TOLERANCE = 0.02;

    /** Fewest rungs that a law of compute can be fitted to. */
    private static final int FEWEST = 3;

    private Frontier() {}

    /** Observations of the rungs near the frontier. */
    static List<Observation> near(List<Observation> observations) {
        return nearRungs(Rung.of(observations)).stream()
                .flatMap(rung -> rung.seeds().stream())
                .toList();
    }

    /** Rungs near the frontier, in order of compute. */
    static List<Rung> nearRungs(List<Rung> rungs) {
        List<Rung> hull = hull(rungs);
        List<Rung> near = rungs.stream()
                .filter(rung -> rung.meanLogLoss() <= height(hull, rung.compute()) + TOLERANCE)
                .toList();
        if (near.size() >= FEWEST) {
            return near;
        }
        List<Rung> unbeaten = unbeaten(rungs);
        return unbeaten.size() >= FEWEST ? unbeaten : rungs;
    }

    private static List<Rung> unbeaten(List<Rung> sorted) {
        List<Rung> unbeaten = new ArrayList<>();
        for (Rung rung : sorted) {
            if (unbeaten.isEmpty() || rung.meanLogLoss() < unbeaten.getLast().meanLogLoss()) {
                unbeaten.add(rung);
            }
        }
        return unbeaten;
    }

    /** Corners of the lower convex hull, from the least compute to the lowest loss. */
    static List<Rung> hull(List<Rung> sorted) {
        List<Rung> hull = new ArrayList<>();
        double lowest = Double.POSITIVE_INFINITY;
        for (Rung rung : sorted) {
            if (rung.meanLogLoss() >= lowest) {
                continue; // no better than a cheaper rung
            }
            lowest = rung.meanLogLoss();
            if (!hull.isEmpty() && Math.log(rung.compute() / hull.getLast().compute()) < 1e-9) {
                hull.removeLast();
            }
            while (hull.size() >= 2
                    && slope(hull.get(hull.size() - 2), hull.getLast()) >= slope(hull.getLast(), rung)) {
                hull.removeLast();
            }
            hull.add(rung);
        }
        return hull;
    }

    private static double height(List<Rung> hull, double compute) {
        for (int i = 1; i < hull.size(); i++) {
            Rung right = hull.get(i);
            if (compute <= right.compute()) {
                Rung left = hull.get(i - 1);
                return left.meanLogLoss() + slope(left, right) * Math.log(compute / left.compute());
            }
        }
        return hull.getLast().meanLogLoss();
    }

    private static double slope(Rung left, Rung right) {
        return (right.meanLogLoss() - left.meanLogLoss()) / Math.log(right.compute() / left.compute());
    }
}
