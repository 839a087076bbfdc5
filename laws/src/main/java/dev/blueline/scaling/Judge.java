package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Blue, red or undetermined over a stated horizon of one axis, the next tenfold unless said otherwise: compute along the
 * frontier, tokens at a fixed size, epochs of repeated data. A loss's gain is {@code ln L(x) - ln L(10 x)} at the largest x, a
 * score's the points by which its error falls; it is held against a threshold, twice the seed deviation unless said otherwise.
 *
 * <ul>
 *   <li><b>Blue</b>: the whole 90% interval of the gain lies above the threshold; a power law, with or without floor, is at least as
 *       good as every saturating curve on held-out points (up to half a seed deviation); and the last points do not lie above
 *       the curves.
 *   <li><b>Red</b>: the whole interval lies below the threshold; or a saturating curve beats the plain power law by more than 6
 *       in AIC and on held-out points at two cuts or more, while the predicted gain is below the threshold and the upper end
 *       of its interval below 1.3 times the threshold. And the last points do not lie below the curves.
 *   <li><b>Undetermined</b> otherwise, or with fewer than five points.
 * </ul>
 *
 * The last points are the last quarter, at least two; they lie off if the sum of their residuals from the weighted curves is more
 * than 1.5 standard deviations of such a sum: a turn has begun that none of the curves follows yet.
 *
 * <p>The interval mixes the six curves of {@code Curve}: weight {@code prior exp(-AIC/2)} over held-out mean square; within
 * each, a parametric bootstrap; on top, model error of .45 seed deviations per e-fold, at least .2%. AIC takes the noise as
 * known, so residuals count in units of it and there is no correction for few points: with that correction five points all but
 * rule out a floor, and two thirds of the wrong verdicts on measured lines were power laws through bends. Points far behind
 * the last count less, by the same .2% per e-fold, so that a steep beginning does not decide about the end. The constants (1.3,
 * 1.5, .45, .2%, the priors) were chosen on seeds 1 to 3 of {@code blueline verdict --calibrate} and on the Chinchilla runs;
 * docs/verdicts.md reports other seeds.
 *
 * <p>A red line's cause is the ceiling if a score has little room left below its highest value, noise if the whole line moved by
 * less than four seed deviations, and otherwise what the caller names, see {@link Relief}.
 */
public final class Judge {
    private static final int FEWEST = 5;
    private static final double NEAR_CEILING = .05;
    private static final double LAST_OFF = 1.5;
    private static final double EVIDENT = 1.3;
    private static final double[] ENDS = {0.05, 0.5, 0.95};

    private Judge() {}

    /** A measured point: position on the axis and loss. Seeds of one position are separate points. */
    public record Point(double x, double loss) {}

    /**
     * Judges a series.
     *
     * @param points at least five positions for a verdict other than undetermined
     * @param axis what x is, with its unit: {@code training FLOPs}
     * @param cause what binds the series if it levels off; noise and ceiling are told from the points
     * @param seed seed of the bootstrap
     */
    public static Verdict judge(List<Point> points, String axis, Criterion criterion, Cause cause, long seed) {
        List<Point> sorted = points.stream()
                .map(p -> new Point(p.x(), criterion.metric().falling(p.loss())))
                .sorted(Comparator.comparingDouble(Point::x))
                .toList();
        long positions = sorted.stream().mapToDouble(Point::x).distinct().count();
        if (positions < FEWEST) {
            return new Verdict.Undetermined(
                    Verdict.Gain.unknown(criterion),
                    "a series of " + positions + " positions along " + axis + " is too short",
                    (FEWEST - positions) + " more positions along " + axis + ", each about twice the last");
        }
        List<Rival> rivals = new SeriesStudy(sorted, criterion, seed).rivals();
        return decide(rivals, sorted, axis, criterion, cause);
    }

    /**
     * Judges the compute-optimal line of a forecast's mixture over the next tenfold of compute. All its laws are power laws,
     * with or without floor, so only the interval decides.
     *
     * @param compute where the tenfold starts: the largest compute run so far
     */
    public static Verdict judge(Mixture mixture, double compute, double seedSd, Cause cause) {
        Criterion criterion = Criterion.of(seedSd);
        double[] ends =
                mixture.gain(mixture.onFrontier(compute), mixture.onFrontier(criterion.horizon() * compute), ENDS);
        Verdict.Gain gain = Verdict.Gain.of(criterion, ends);
        String interval = interval(gain, criterion, "training compute");
        if (gain.low() > gain.threshold()) {
            return new Verdict.Blue(gain, interval + ", wholly above the threshold");
        }
        if (gain.high() < gain.threshold()) {
            return new Verdict.Red(gain, interval + ", wholly below the threshold", cause);
        }
        return new Verdict.Undetermined(
                gain,
                interval + ", on both sides of the threshold",
                String.format(Locale.ROOT, "a run at %.2g FLOPs, twice the largest so far", 2 * compute));
    }

    private static Verdict decide(
            List<Rival> rivals, List<Point> points, String axis, Criterion criterion, Cause cause) {
        Verdict.Gain gain = Verdict.Gain.of(criterion, ends(rivals));
        String interval = interval(gain, criterion, axis);
        double threshold = criterion.threshold();
        double seedSd = criterion.metric().logSd(points.getLast().loss(), criterion.seedSd());
        double off = lastOff(rivals, points, criterion);
        if (gain.low() > threshold) {
            if (off < LAST_OFF && lowest(rivals, true) <= lowest(rivals, false) + 0.5 * seedSd) {
                return new Verdict.Blue(gain, interval + ", wholly above the threshold");
            }
        } else if (off > -LAST_OFF && gain.high() < threshold) {
            return new Verdict.Red(
                    gain, interval + ", wholly below the threshold", told(rivals, points, criterion, cause));
        } else if (off > -LAST_OFF && gain.predicted() < threshold && gain.high() < EVIDENT * threshold) {
            Rival plain = rivals.getFirst();
            for (Rival rival : rivals) {
                boolean evident = rival.aic() < plain.aic() - 6 && rival.cutsWonFrom(plain) >= 2;
                if (rival.curve() != Curve.POWER && evident) {
                    String reason = interval + "; " + rival.curve().title() + " fits and predicts better";
                    return new Verdict.Red(gain, reason, told(rivals, points, criterion, cause));
                }
            }
        }
        return new Verdict.Undetermined(
                gain, interval + ", which does not settle it", wouldDecide(rivals, points, axis, seedSd));
    }

    /** How far the last quarter of the points, at least two, lie above the mixture, in standard deviations of their mean. */
    private static double lastOff(List<Rival> rivals, List<Point> points, Criterion criterion) {
        int count = Math.max(2, points.size() / 4);
        double sum = 0;
        for (Point point : points.subList(points.size() - count, points.size())) {
            double mixture = 0;
            for (Rival rival : rivals) {
                mixture += rival.weight() * rival.at(point.x());
            }
            double residual = Math.log(point.loss()) - mixture;
            sum += residual / criterion.metric().logSd(point.loss(), criterion.seedSd());
        }
        return sum / Math.sqrt(count);
    }

    /** Ceiling and noise, where the points show them; the given cause otherwise. */
    private static Cause told(List<Rival> rivals, List<Point> points, Criterion criterion, Cause cause) {
        Rival likeliest =
                rivals.stream().max(Comparator.comparingDouble(Rival::weight)).orElseThrow();
        double first = likeliest.at(points.getFirst().x());
        double last = likeliest.at(points.getLast().x());
        Metric metric = criterion.metric();
        if (metric instanceof Metric.Score score) {
            double room = Math.exp(last);
            if (room < Math.max(2 * criterion.threshold(), NEAR_CEILING * score.ceiling())) {
                return new Cause.Ceiling(String.format(
                        Locale.ROOT, "%.3f of at most %.3f is reached", score.ceiling() - room, score.ceiling()));
            }
        }
        double moved = metric.gain(first, last);
        if (Math.abs(moved) < 4 * criterion.seedSd()) {
            return new Cause.Noise(String.format(
                    Locale.ROOT,
                    "over a factor of %.3g the whole line moved by %s, and seeds differ by %s (standard deviation)",
                    points.getLast().x() / points.getFirst().x(),
                    metric.inWords(moved),
                    metric.inWords(criterion.seedSd())));
        }
        return cause;
    }

    /** The nearest position at which the likeliest power law and the likeliest saturating curve differ by four seed deviations. */
    private static String wouldDecide(List<Rival> rivals, List<Point> points, String axis, double seedSd) {
        double last = points.getLast().x();
        Rival power = likeliest(rivals, true);
        Rival saturating = likeliest(rivals, false);
        for (double factor = 1.5; factor < 1000; factor *= 1.25) {
            double difference = Math.abs(power.at(last * factor) - saturating.at(last * factor));
            if (difference > 4 * seedSd) {
                return String.format(
                        Locale.ROOT,
                        "a run at %.3g %s, %.1f times the largest so far: there %s and %s differ by %.1f%%",
                        last * factor,
                        axis,
                        factor,
                        power.curve().title(),
                        saturating.curve().title(),
                        100 * difference);
            }
        }
        return "more seeds at the largest two positions along " + axis + ": the gain is near the threshold itself";
    }

    private static Rival likeliest(List<Rival> rivals, boolean powerLike) {
        return rivals.stream()
                .filter(rival -> rival.curve().powerLike() == powerLike)
                .max(Comparator.comparingDouble(Rival::weight))
                .orElseThrow();
    }

    private static double lowest(List<Rival> rivals, boolean powerLike) {
        return rivals.stream()
                .filter(rival -> rival.curve().powerLike() == powerLike)
                .mapToDouble(Rival::heldOut)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double[] ends(List<Rival> rivals) {
        List<Double> gains = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (Rival rival : rivals) {
            for (double gain : rival.gains()) {
                if (Double.isFinite(gain)) {
                    gains.add(gain);
                    weights.add(rival.weight() / rival.gains().size());
                }
            }
        }
        return Quantiles.weighted(
                gains.stream().mapToDouble(Double::doubleValue).toArray(),
                weights.stream().mapToDouble(Double::doubleValue).toArray(),
                ENDS);
    }

    private static String interval(Verdict.Gain gain, Criterion criterion, String axis) {
        Metric metric = criterion.metric();
        return String.format(
                Locale.ROOT,
                "the next %s of %s brings %s (90%% interval %s to %s) against a threshold of %s",
                criterion.fold(),
                axis,
                metric.inWords(gain.predicted()),
                metric.inWords(gain.low()),
                metric.inWords(gain.high()),
                metric.inWords(gain.threshold()));
    }
}
