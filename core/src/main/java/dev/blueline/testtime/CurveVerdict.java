package dev.blueline.testtime;

import dev.blueline.evaluation.Estimate;
import dev.blueline.scaling.Cause;
import dev.blueline.scaling.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which line a strategy is on as it may take ten times the attempts. Curves of test-time compute bend down on a logarithmic axis sooner or
 * later, so the gain over the last tenfold is taken for the most that the next may bring, and twice the gain over its second half for what it
 * brings if the curve does not bend. Red: the whole 90% interval of the first lies below {@value #THRESHOLD}, or less than that is left to be
 * gained. Blue: the whole interval of the second lies above it. Else undetermined. Intervals are over problems, each compared with itself.
 */
public final class CurveVerdict {
    /** Points of accuracy that a tenfold of compute must bring to count. */
    public static final double THRESHOLD = 0.02;

    private static final double TENFOLD = 10;

    private CurveVerdict() {}

    /**
     * The verdict on a curve.
     *
     * @param pools that it was made from, for the cause of a red line
     * @return nothing for a strategy of one point, which has no line
     */
    public static Optional<Verdict> of(StrategyCurve curve, List<Pool> pools) {
        if (curve.sizes().size() < 2) {
            return Optional.empty();
        }
        int last = curve.sizes().size() - 1;
        double[] now = curve.right(last);
        double most = curve.sizes().get(last);
        if (most < TENFOLD) {
            return Optional.of(new Verdict.Undetermined(
                    new Verdict.Gain(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, THRESHOLD, TENFOLD),
                    "the curve spans less than a tenfold",
                    "more samples"));
        }
        double accuracy = curve.last().value();
        Verdict.Gain whole = gain(now, curve.allowed(most / TENFOLD), 1);
        Verdict.Gain half = gain(now, curve.allowed(most / Math.sqrt(TENFOLD)), 2);
        double room = 1 - accuracy;
        if (room < THRESHOLD) {
            Verdict.Gain left = new Verdict.Gain(
                    Math.min(room, whole.predicted()), Math.min(room, whole.low()), room, THRESHOLD, TENFOLD);
            String reached = String.format(Locale.ROOT, "%.3f of at most 1 is reached", accuracy);
            return Optional.of(
                    new Verdict.Red(left, "less than the threshold is left to be gained", new Cause.Ceiling(reached)));
        }
        if (whole.high() < THRESHOLD) {
            return Optional.of(new Verdict.Red(
                    whole,
                    words("the last tenfold brought", whole) + ", wholly below the threshold",
                    cause(curve, pools)));
        }
        if (half.low() > THRESHOLD) {
            return Optional.of(new Verdict.Blue(
                    half,
                    words("at the pace of the last half of a tenfold, the next brings", half)
                            + ", wholly above the threshold"));
        }
        return Optional.of(new Verdict.Undetermined(
                half,
                words("at the pace of the last half of a tenfold, the next brings", half)
                        + ", not wholly above the threshold"
                        + words("; the last tenfold brought", whole),
                "ten times the samples, or four times the problems"));
    }

    /** Differences of problems that are all alike say little of those that were not asked: no error is below half a problem's. */
    private static Verdict.Gain gain(double[] now, double[] before, double factor) {
        Estimate gain = Estimate.ofMean(IntStream.range(0, now.length)
                .mapToDouble(i -> factor * (now[i] - before[i]))
                .toArray());
        double error =
                Math.max(Double.isNaN(gain.standardError()) ? 1 : gain.standardError(), factor * 0.5 / now.length);
        return new Verdict.Gain(
                gain.value(), gain.value() - Accuracy.Z * error, gain.value() + Accuracy.Z * error, THRESHOLD, TENFOLD);
    }

    private static String words(String before, Verdict.Gain gain) {
        return String.format(
                Locale.ROOT,
                "%s %.3f (90%% interval %.3f to %.3f) against a threshold of %.2f",
                before,
                gain.predicted(),
                gain.low(),
                gain.high(),
                gain.threshold());
    }

    private static Cause cause(StrategyCurve curve, List<Pool> pools) {
        double mode = Curve.ceiling(pools);
        double covered = pools.stream()
                .mapToDouble(pool -> pool.attempts().stream().anyMatch(Attempt::right) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
        String never = String.format(Locale.ROOT, "of %.3f of the problems some answer of the pool is right", covered);
        return switch (curve.strategy()) {
            case Strategy.Greedy none -> new Cause.Fixed("it gives one answer, whatever it may spend", "");
            case Strategy.BestOfN none ->
                new Cause.Fixed("of the other problems the model has no right answer to offer", never);
            case Strategy.MajorityVote none -> voting(mode, never);
            case Strategy.WeightedVote none -> voting(mode, never);
            case Strategy.Adaptive none -> voting(mode, never);
            case LearnedStrategy none ->
                new Cause.Fixed("the learned verifier values a wrong answer above the right ones", never);
        };
    }

    private static Cause voting(double mode, String never) {
        return new Cause.Fixed(
                "a vote cannot rise above the share of problems whose most frequent answer is right",
                String.format(Locale.ROOT, "that is %.3f, while %s", mode, never));
    }
}
