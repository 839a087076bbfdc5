package dev.blueline.scaling;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks for the run that shows what binds a line: one as far along the axis, with more of what the line holds fixed, and better
 * by more than two standard deviations of a difference between two seeds.
 *
 * @param axis what grows along the lines
 * @param x name of the axis
 * @param fixed name of what is held fixed
 */
public record Relief(Axis axis, String x, String fixed) {
    private static final double AS_FAR = 1.1;
    /** Less than half as much again of what is held fixed shows nothing either way. */
    private static final double MORE = 1.5;

    /** The cause of a line, should it be red: what it holds fixed, and how the other lines show it or contradict it. */
    public Cause cause(Series line, List<Series> all, Criterion criterion) {
        if (line.fixed().isEmpty()) {
            return axis.cause(
                    line.name(), "nothing but the line itself says so: no column that is held fixed was named");
        }
        Judge.Point last = line.points().getLast();
        Optional<Run> best = all.stream()
                .filter(other -> other.fixed().isPresent()
                        && other.fixed().getAsDouble() > MORE * line.fixed().getAsDouble())
                .flatMap(other -> other.points().stream()
                        .filter(point -> asFar(line, last, other, point))
                        .map(point -> new Run(other.fixed().getAsDouble(), point)))
                .min((a, b) -> Double.compare(falling(criterion, a.point), falling(criterion, b.point)));
        if (best.isEmpty()) {
            return axis.cause(
                    line.name(),
                    String.format(
                            Locale.ROOT,
                            "no run in the file has more %s at as much %s; one near %s %.3g would show it",
                            fixed,
                            x,
                            x,
                            last.x()));
        }
        Run other = best.get();
        double gain =
                criterion.metric().gain(Math.log(falling(criterion, last)), Math.log(falling(criterion, other.point)));
        String comparison = String.format(
                Locale.ROOT,
                "%s %.3g instead of %.3g gives %.4g instead of %.4g at %s %.3g",
                fixed,
                other.fixed,
                line.fixed().getAsDouble(),
                other.point.loss(),
                last.loss(),
                axis == Axis.REPETITION ? "as many tokens in all, " + x : x,
                last.x());
        if (gain > 2 * Math.sqrt(2) * criterion.seedSd()) {
            return axis.cause(line.name(), "relieved by more " + fixed + ": " + comparison);
        }
        return new Cause.Fixed(
                "something other than " + fixed + " binds it", "more " + fixed + " is no relief: " + comparison);
    }

    /** Along readings of a text the product counts, tokens in all; along anything else the position. */
    private boolean asFar(Series line, Judge.Point last, Series other, Judge.Point point) {
        boolean readings = axis == Axis.REPETITION && x.toLowerCase(Locale.ROOT).matches(".*(epoch|repe|pass).*");
        double wanted = readings ? last.x() * line.fixed().orElseThrow() : last.x();
        double there = readings ? point.x() * other.fixed().orElseThrow() : point.x();
        return there < AS_FAR * wanted && wanted < AS_FAR * there;
    }

    private static double falling(Criterion criterion, Judge.Point point) {
        return criterion.metric().falling(point.loss());
    }

    private record Run(double fixed, Judge.Point point) {}
}
