package dev.blueline.scaling;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@link ChangePoint} could have found: the smallest sudden step that would have been called a break in about four of five cases, had
 * there been one. "No break" says something of steps at least that large and nothing of smaller ones.
 *
 * <p>The step is put where half, and where three quarters of the positions lie below it, and the harder of the two counts; one in the first third is
 * harder to tell from a power law. No law is drawn: what the best smooth law leaves of a noiseless step, measured in the noise of the points, gives the AICc that the law with a break
 * is expected to win by; the spread of that sum of squares over noise takes off 1.28 standard deviations, since the level of noise is a guess too. Noise is what was stated, or the scatter
 * about the better of the two laws where that is larger. {@code StepPowerStudy} in the tests holds it against simulated lines.
 */
public final class StepPower {
    private static final double NINE_OF_TEN = 1.2816;
    private static final double[] PLACES = {0.5, 0.75};
    private static final int HALVINGS = 14;
    /** A step may not reach 0: the smallest part of the line's height that is left. */
    private static final double LEFT = 1e-3;

    private final List<ChangePoint.Point> points;
    private final int groups;
    private final LeastPower smooth;

    private StepPower(List<ChangePoint.Point> points, int groups, double excess) {
        this.points = points;
        this.groups = groups;
        this.smooth = new LeastPower(
                points.stream().mapToDouble(ChangePoint.Point::x).toArray(),
                points.stream().mapToDouble(p -> p.sd() * excess).toArray());
    }

    /**
     * The smallest step down.
     *
     * @param points of the line that was tested
     * @param found what the test said of it
     * @param from height before the step, above 0
     * @return in the unit of y; empty if not even a step to nothing would have been found, or if there are too few runs for any answer
     */
    public static OptionalDouble smallest(List<ChangePoint.Point> points, ChangePoint.Result found, double from) {
        if (found.independent() < ChangePoint.FEWEST
                || found.smooth().isEmpty()
                || found.broken().isEmpty()) {
            return OptionalDouble.empty();
        }
        List<ChangePoint.Point> sorted = points.stream()
                .sorted(Comparator.comparingDouble(ChangePoint.Point::x))
                .toList();
        return new StepPower(sorted, found.independent(), excess(sorted, found)).smallest(from);
    }

    /** Scatter about the better law over the stated noise, 1 where it is less. */
    private static double excess(List<ChangePoint.Point> points, ChangePoint.Result found) {
        PowerFloor line = found.smooth().orElseThrow();
        BrokenPower bent = found.broken().orElseThrow();
        double smooth = 0;
        double broken = 0;
        for (ChangePoint.Point point : points) {
            double off = (point.y() - line.predict(new Target(1, point.x(), point.x()))) / point.sd();
            double bentOff = (point.y() - bent.predict(point.x())) / point.sd();
            smooth += off * off;
            broken += bentOff * bentOff;
        }
        int n = points.size();
        double line2 = smooth / Math.max(1, n - Family.POWER_FLOOR.dimension());
        double bent2 = broken / Math.max(1, n - Family.BROKEN_POWER.dimension());
        return Math.sqrt(Math.max(1, Math.min(line2, bent2)));
    }

    private OptionalDouble smallest(double from) {
        double high = from * (1 - LEFT);
        if (!found(from, high)) {
            return OptionalDouble.empty();
        }
        double low = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (found(from, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalDouble.of(high);
    }

    private boolean found(double from, double step) {
        for (double place : PLACES) {
            if (!found(from, step, (int) Math.round(place * points.size()))) {
                return false;
            }
        }
        return true;
    }

    private boolean found(double from, double step, int first) {
        int n = points.size();
        double[] ys = new double[n];
        for (int i = 0; i < n; i++) {
            ys[i] = i < first ? from : from - step;
        }
        double left = smooth.chiSquare(ys, n);
        // Errors of a group may be shared, so that as many points as it has count once.
        double spread = 2 * Math.sqrt(left * n / groups);
        double sure = Math.max(0, left - NINE_OF_TEN * spread - Family.POWER_FLOOR.dimension());
        double evidence = groups * Math.log(1 + sure / n) - ChangePoint.penalty(groups);
        return evidence > ChangePoint.EVIDENT;
    }
}
