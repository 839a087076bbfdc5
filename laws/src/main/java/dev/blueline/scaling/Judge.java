package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Blue, red or undetermined over the next tenfold of one axis: compute along the frontier, tokens at a fixed size, epochs of
 * repeated data. The gain is {@code ln L(x) - ln L(10 x)} at the largest x; the threshold is twice the seed standard
 * deviation of log loss.
 *
 * <ul>
 *   <li><b>Blue</b>: the whole 90% interval of the gain lies above the threshold, and a power law, with or without floor, is
 *       at least as good as every saturating curve on held-out points (up to half a seed deviation).
 *   <li><b>Red</b>: the whole interval lies below the threshold; or a saturating curve beats the plain power law by more than 6
 *       in AICc and on held-out points at two cuts or more, while the predicted gain is below the threshold and the upper end
 *       of its interval below twice the threshold.
 *   <li><b>Undetermined</b> otherwise, or with fewer than five points.
 * </ul>
 *
 * The interval mixes the five curves of {@code Curve}: weight {@code exp(-AICc/2)} (with the noise known, so residuals count in
 * units of it) over held-out mean square; within each, a parametric bootstrap; on top, model error of a quarter seed
 * deviation per e-fold, at least .2%.
 */
public final class Judge {
    /** Horizon: the next tenfold. */
    public static final double HORIZON = 10;

    private static final int FEWEST = 5;
    private static final double[] ENDS = {0.05, 0.5, 0.95};

    private Judge() {}

    /** A measured point: position on the axis and loss. Seeds of one position are separate points. */
    public record Point(double x, double loss) {}

    /**
     * Judges a series.
     *
     * @param points at least five positions for a verdict other than undetermined
     * @param axis what x is, with its unit: {@code training FLOPs}
     * @param seedSd standard deviation of log loss over seeds near the end of the series
     * @param cause what binds the series if it is red: {@code model size fixed at 32x2}
     * @param seed seed of the bootstrap
     */
    public static Verdict judge(List<Point> points, String axis, double seedSd, String cause, long seed) {
        if (!(seedSd > 0) || seedSd > 1) {
            throw new BadInput("seed deviation " + seedSd + " must be a share of the loss between 0 and 1");
        }
        List<Point> sorted =
                points.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
        double threshold = 2 * seedSd;
        long positions = sorted.stream().mapToDouble(Point::x).distinct().count();
        if (positions < FEWEST) {
            Verdict.Gain unknown = new Verdict.Gain(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, threshold);
            return new Verdict.Undetermined(
                    unknown,
                    "a series of " + positions + " positions along " + axis + " is too short",
                    (FEWEST - positions) + " more positions along " + axis + ", each about twice the last");
        }
        List<Rival> rivals = new SeriesStudy(sorted, seedSd, seed).rivals();
        return decide(rivals, sorted, axis, threshold, seedSd, cause);
    }

    /**
     * Judges the compute-optimal line of a forecast's mixture over the next tenfold of compute. All its laws are power laws,
     * with or without floor, so only the interval decides.
     *
     * @param compute where the tenfold starts: the largest compute run so far
     */
    public static Verdict judge(Mixture mixture, double compute, double seedSd, String cause) {
        double[] ends = mixture.gain(mixture.onFrontier(compute), mixture.onFrontier(HORIZON * compute), ENDS);
        Verdict.Gain gain = new Verdict.Gain(ends[1], ends[0], ends[2], 2 * seedSd);
        String interval = interval(gain, "training compute");
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
            List<Rival> rivals, List<Point> points, String axis, double threshold, double seedSd, String cause) {
        double[] ends = ends(rivals);
        Verdict.Gain gain = new Verdict.Gain(ends[1], ends[0], ends[2], threshold);
        String interval = interval(gain, axis);
        double power = lowest(rivals, true);
        double saturating = lowest(rivals, false);
        if (gain.low() > threshold) {
            if (power <= saturating + 0.5 * seedSd) {
                return new Verdict.Blue(gain, interval + ", wholly above the threshold");
            }
        } else if (gain.high() < threshold) {
            return new Verdict.Red(gain, interval + ", wholly below the threshold", cause);
        } else if (gain.predicted() < threshold && gain.high() < 2 * threshold) {
            Rival plain = rivals.getFirst();
            for (Rival rival : rivals) {
                boolean evident = rival.aicc() < plain.aicc() - 6 && rival.cutsWonFrom(plain) >= 2;
                if (rival.curve() != Curve.POWER && evident) {
                    return new Verdict.Red(
                            gain, interval + "; " + rival.curve().title() + " fits and predicts better", cause);
                }
            }
        }
        return new Verdict.Undetermined(
                gain, interval + ", which does not settle it", wouldDecide(rivals, points, axis, seedSd));
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

    private static String interval(Verdict.Gain gain, String axis) {
        return String.format(
                Locale.ROOT,
                "the next tenfold of %s brings %.1f%% (90%% interval %.1f%% to %.1f%%) against a threshold of %.1f%%",
                axis,
                100 * gain.predicted(),
                100 * gain.low(),
                100 * gain.high(),
                100 * gain.threshold());
    }
}
