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
     * @param cause what binds it, such as {@code model size fixed at 32x2}
     */
    record Red(Gain gain, String reason, String cause) implements Verdict {}

    /**
     * The runs so far do not tell.
     *
     * @param wouldDecide the runs that would
     */
    record Undetermined(Gain gain, String reason, String wouldDecide) implements Verdict {}

    /**
     * Gain over the next tenfold as a share of the loss: {@code ln L(x) - ln L(10 x)}; negative if the curve turns up.
     *
     * @param predicted median
     * @param low lower end of the 90% interval
     * @param high upper end
     * @param threshold twice the seed standard deviation: less than this could be luck
     */
    record Gain(double predicted, double low, double high, double threshold) {}
}
