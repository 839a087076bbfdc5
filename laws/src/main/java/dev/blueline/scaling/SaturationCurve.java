package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The S-curve of a benchmark: {@code S(x) = floor + (ceiling - floor) / (1 + exp(-r (x - middle)))}, where x is a date in years or the
 * logarithm of compute (a logistic curve, Verhulst 1838). It is {@link RlSigmoid} on an axis that is stretched to {@value #SPAN} units, so
 * that its search, its refits and its profile likelihood serve here too: a rise from 10% to 90% may take an eighth of the axis to twice
 * of it, and a middle may lie beyond the last point by half the axis. Nothing slower, faster or later is told apart from a line.
 *
 * <p>Undetermined is the ceiling where its 90% interval is wider than {@value RlCurve#WIDEST}, or where less than {@value #SHARE_GONE} of
 * the way is gone at the last point.
 */
public final class SaturationCurve {
    /** Share of the way at which a benchmark counts as saturated. */
    public static final double SATURATED = 0.95;

    /** Share of the way that must be gone before a ceiling may be believed. */
    public static final double SHARE_GONE = 0.75;

    /** Different places that points must have for a fit. */
    public static final int FEWEST = 5;

    private static final double SPAN = 6;

    private final List<Point> points;
    private final double origin;
    private final double unit;
    private final RlCurve curve;

    /**
     * A score at a place.
     *
     * @param at date in years, or logarithm of compute
     * @param score 0 to 1
     */
    public record Point(double at, double score) {}

    /**
     * A figure with its interval.
     *
     * @param value of the fit
     * @param interval of the refits
     */
    public record Estimate(double value, Outlook.Interval interval) {}

    private SaturationCurve(List<Point> points, OptionalDouble floor, int draws, long seed) {
        this.points = points;
        origin = points.getFirst().at();
        unit = (points.getLast().at() - origin) / SPAN;
        curve = RlCurve.fit(
                points.stream()
                        .map(point -> new RlPoint(Math.exp((point.at() - origin) / unit), point.score(), 0, ""))
                        .toList(),
                floor,
                draws,
                seed);
    }

    /**
     * Fits the curve.
     *
     * @param points in any order, at five different places or more
     * @param floor score of a guess, where it is known
     * @param draws number of refits, at least 20
     * @throws BadInput if the points are too few, or a score is no share
     */
    public static SaturationCurve fit(List<Point> points, OptionalDouble floor, int draws, long seed) {
        long places = points.stream().mapToDouble(Point::at).distinct().count();
        if (places < FEWEST) {
            throw new BadInput("a curve of saturation has points at " + places + " different places: give at least "
                    + FEWEST + ", better ten");
        }
        for (Point point : points) {
            if (!(point.score() >= 0 && point.score() <= 1) || !Double.isFinite(point.at())) {
                throw new BadInput("a curve of saturation has the score " + point.score() + " at " + point.at()
                        + ": give scores between 0 and 1, or divide by 100");
            }
        }
        return new SaturationCurve(
                points.stream().sorted(Comparator.comparingDouble(Point::at)).toList(), floor, draws, seed);
    }

    /** The points, in rising order of their places. */
    public List<Point> points() {
        return points;
    }

    /** Number of refits. */
    public int draws() {
        return curve.draws();
    }

    /** Score of the curve at a place. */
    public double at(double x) {
        return curve.sigmoid().at(Math.exp((x - origin) / unit));
    }

    /** Interval of the curve at a place. */
    public Outlook.Interval interval(double x, double level) {
        return interval(law -> law.at(Math.exp((x - origin) / unit)), level);
    }

    /** The score before the rise. */
    public Estimate floor(double level) {
        return estimate(RlSigmoid::start, level);
    }

    /** The score that the curve comes near; its interval is also that of the profile likelihood. */
    public Estimate ceiling(double level) {
        return new Estimate(curve.sigmoid().asymptote(), curve.asymptote(level));
    }

    /** The rate r, per unit of x. */
    public Estimate rate(double level) {
        return estimate(law -> law.steepness() / unit, level);
    }

    /** Where half of the way is gone. */
    public Estimate middle(double level) {
        return estimate(law -> place(law, 0.5), level);
    }

    /** How far it is from 10% to 90% of the way: {@code 2 ln 9 / r}. */
    public Estimate tenToNinety(double level) {
        return estimate(law -> place(law, 0.9) - place(law, 0.1), level);
    }

    /** Where {@value #SATURATED} of the way are gone. */
    public Estimate saturation(double level) {
        return estimate(law -> place(law, SATURATED), level);
    }

    /** Where the curve reaches a score, if it does. */
    public OptionalDouble reaches(double score) {
        RlSigmoid law = curve.sigmoid();
        double share = (score - law.start()) / (law.asymptote() - law.start());
        return share > 0 && share < 1 ? OptionalDouble.of(place(law, share)) : OptionalDouble.empty();
    }

    private double place(RlSigmoid law, double share) {
        return origin + unit * (Math.log(law.middle()) + Math.log(share / (1 - share)) / law.steepness());
    }

    private Estimate estimate(ToDoubleFunction<RlSigmoid> figure, double level) {
        return new Estimate(figure.applyAsDouble(curve.sigmoid()), interval(figure, level));
    }

    private Outlook.Interval interval(ToDoubleFunction<RlSigmoid> figure, double level) {
        return Outlook.Interval.of(
                curve.sigmoidRefits().stream().mapToDouble(figure).toArray(), level);
    }

    /** Why the ceiling, and with it all that follows from it, is undetermined; empty if it may be believed. */
    public Optional<String> undetermined() {
        Outlook.Interval ceiling = curve.asymptote(0.9);
        if (ceiling.high() - ceiling.low() > RlCurve.WIDEST) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the 90%% interval of the ceiling, %.3f to %.3f, is wider than %.2f",
                    ceiling.low(),
                    ceiling.high(),
                    RlCurve.WIDEST));
        }
        RlSigmoid law = curve.sigmoid();
        double gone = RlSigmoid.share((points.getLast().at() - origin) / unit, law.steepness(), Math.log(law.middle()));
        return gone < SHARE_GONE
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "only %.0f%% of the way is gone at the last point, and %.0f%% are needed",
                        100 * gone,
                        100 * SHARE_GONE))
                : Optional.empty();
    }
}
