package dev.blueline.evaluation;

import dev.blueline.ledger.Measurement;
import dev.blueline.scaling.ChangePoint;
import dev.blueline.scaling.StepPower;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of one skill over all runs, and whether its line breaks.
 *
 * @param metric the figure
 * @param points every run
 * @param change one break against a smooth law ({@link ChangePoint})
 */
public record EmergenceLine(EmergenceMetric metric, List<Point> points, ChangePoint.Result change) {
    /**
     * Widest turn that is sudden: in a {@link dev.blueline.scaling.BrokenPower} the slope goes from a tenth to nine tenths of its change
     * over a factor of {@code exp(2 ln 9 f1)} in compute, which is ten here.
     */
    public static final double SUDDEN = Math.log(10) / (2 * Math.log(9));

    /** How far two breaks may lie apart and still be one: a threshold is crossed some while after the turn. */
    public static final double NEAR = 3;

    private static final double LEAST_NOISE = 0.005;

    /**
     * A run's figure.
     *
     * @param compute effective compute, FLOP
     * @param value the falling quantity
     * @param sd what the test takes for its noise
     * @param rung place on the ladder
     * @param pair size and seed
     */
    public record Point(double compute, double value, double sd, String rung, String pair) {}

    /** Whether a break is shown, the line falls faster after it, and turns within ten times the compute. */
    public boolean jumps() {
        return change.finding() == ChangePoint.Finding.BREAK
                && change.steepens()
                && change.broken().orElseThrow().width() <= SUDDEN;
    }

    /** Whether both jump, and the 90% intervals of their places come within a factor {@link #NEAR}. */
    boolean jumpsWith(EmergenceLine other) {
        if (!jumps() || !other.jumps()) {
            return false;
        }
        ChangePoint.Position here = change.at().orElseThrow();
        ChangePoint.Position there = other.change.at().orElseThrow();
        return here.low() <= NEAR * there.high() && there.low() <= NEAR * here.high();
    }

    /**
     * What the figure gained over the runs, and whether that could have been told from a jump.
     *
     * @param from value of its smooth law at the least compute; no worse than a guess, where only chance could be
     * @param to at the most
     * @param smallest sudden fall from there that the test would have found; empty if it would have found none
     */
    public record Gain(double from, double to, OptionalDouble smallest) {
        /** Whether the whole gain would have been found, had it come at one place in the upper half of the runs. */
        public boolean told() {
            return smallest.isPresent() && smallest.getAsDouble() <= from - to;
        }
    }

    /**
     * The gain; empty where no law could be fitted.
     *
     * @param chance accuracy of a guess
     */
    public Optional<Gain> gain(double chance) {
        double least = points.stream().mapToDouble(Point::compute).min().orElseThrow();
        double most = points.stream().mapToDouble(Point::compute).max().orElseThrow();
        return change.smooth().map(law -> {
            double start = law.predict(new Target(1, least, least));
            double from = metric == EmergenceMetric.ACCURACY && chance > 0 ? Math.min(1 - chance, start) : start;
            return new Gain(
                    from, law.predict(new Target(1, most, most)), StepPower.smallest(tested(points), change, from));
        });
    }

    private static List<ChangePoint.Point> tested(List<Point> points) {
        return points.stream()
                .map(each -> new ChangePoint.Point(each.compute(), each.value(), each.sd(), each.pair()))
                .toList();
    }

    /** The line of a slice; empty where no run has the figure. */
    static Optional<EmergenceLine> of(EmergenceMetric metric, String slice, List<PlacedRun> runs, long seed) {
        List<Point> measured = new ArrayList<>();
        for (PlacedRun run : runs) {
            run.measured(metric.metric(), slice).ifPresent(m -> measured.add(point(metric, slice, run, m)));
        }
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        double scale = scale(measured);
        List<Point> points = new ArrayList<>();
        for (Point each : measured) {
            double sd = Math.hypot(scale * each.sd(), LEAST_NOISE * each.value());
            points.add(new Point(each.compute(), each.value(), sd, each.rung(), each.pair()));
        }
        return Optional.of(new EmergenceLine(metric, points, ChangePoint.test(tested(points), seed)));
    }

    /** A share is kept half an item off 0, and its error is that of one item more right and one more wrong. */
    private static Point point(EmergenceMetric metric, String slice, PlacedRun run, Measurement measured) {
        double items = run.items(slice);
        double value = Math.max(metric.falling(measured.value()), 0.5 / items);
        double sd = measured.standardError() > 0 ? measured.standardError() : 0;
        if (!metric.continuous()) {
            double share = (value * items + 1) / (items + 2);
            sd = Math.max(sd, Math.sqrt(share * (1 - share) / items));
        }
        return new Point(run.compute(), value, sd, run.entry().run().rung(), run.pair());
    }

    /**
     * How seeds scatter, in units of the stated errors: items are the same for all runs, so errors over items overstate it. Pooled over
     * rungs, with one degree of freedom for the stated errors.
     */
    private static double scale(List<Point> points) {
        Map<String, List<Point>> rungs = new LinkedHashMap<>();
        points.forEach(point ->
                rungs.computeIfAbsent(point.rung(), rung -> new ArrayList<>()).add(point));
        double squares = 1;
        double degrees = 1;
        for (List<Point> seeds : rungs.values()) {
            double mean = seeds.stream().mapToDouble(Point::value).average().orElseThrow();
            double variance =
                    seeds.stream().mapToDouble(p -> p.sd() * p.sd()).average().orElseThrow();
            if (variance > 0) {
                squares += seeds.stream()
                                .mapToDouble(p -> (p.value() - mean) * (p.value() - mean))
                                .sum()
                        / variance;
                degrees += seeds.size() - 1;
            }
        }
        return Math.sqrt(squares / degrees);
    }
}
