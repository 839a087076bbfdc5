package dev.blueline.scaling;

/**
 * Which line a series is on over the next tenfold of its axis: blue (it keeps improving), red (it has saturated) or
 * undetermined. The rule is {@link Judge}'s.
 */
public sealed interface Verdict permits Verdict.Blue, Verdict.Red, Verdict.Undetermined {
    /** What the next tenfold is expected to bring. */
    Gain gain();

    /** One sentence saying why. */
    String reason();

    /** Improvement expected over the next tenfold is surely above the threshold. */
    record Blue(Gain gain, String reason) implements Verdict {}

    /**
     * The series has saturated.
     *
     * @param cause what binds it
     */
    record Red(Gain gain, String reason, Cause cause) implements Verdict {}

    /**
     * The runs so far do not tell.
     *
     * @param wouldDecide the runs that would
     */
    record Undetermined(Gain gain, String reason, String wouldDecide) implements Verdict {}

    /**
     * Gain over the horizon in the metric's unit: for a loss {@code ln L(x) - ln L(10 x)}, a share of the loss; for a score,
     * points. Negative if the curve turns the wrong way.
     *
     * @param predicted median
     * @param low lower end of the 90% interval
     * @param high upper end
     * @param threshold less than this does not count
     * @param horizon how many times further along the axis
     */
    record Gain(double predicted, double low, double high, double threshold, double horizon) {
        static Gain of(Criterion criterion, double[] ends) {
            return new Gain(ends[1], ends[0], ends[2], criterion.threshold(), criterion.horizon());
        }

        static Gain unknown(Criterion criterion) {
            return of(criterion, new double[] {Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY});
        }
    }
}
