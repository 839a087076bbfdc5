package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.Locale;

/**
 * What a verdict is about.
 *
 * @param metric loss or score
 * @param horizon how many times further along the axis the line is judged
 * @param threshold the gain over the horizon that counts, in the metric's unit
 * @param seedSd standard deviation over seeds near the end of the line, in the metric's unit
 */
public record Criterion(Metric metric, double horizon, double threshold, double seedSd) {
    /** The next tenfold, unless said otherwise. */
    public static final double HORIZON = 10;

    public Criterion {
        if (!(horizon > 1) || horizon > 1e6) {
            throw new BadInput("horizon " + horizon + " must be above 1, for example 10 for the next tenfold");
        }
        if (!(seedSd > 0) || seedSd > 1) {
            throw new BadInput("seed deviation " + seedSd + " must be a share of the loss between 0 and 1");
        }
        if (!(threshold > 0) || threshold > 1) {
            throw new BadInput("threshold " + threshold + " must lie between 0 and 1; .01 is one percent");
        }
    }

    /** Losses over the next tenfold; less than two seed deviations could be luck. */
    public static Criterion of(double seedSd) {
        return new Criterion(new Metric.Loss(), HORIZON, Math.min(1, 2 * seedSd), seedSd);
    }

    /** {@code tenfold} or {@code 4-fold}. */
    String fold() {
        if (horizon == HORIZON) {
            return "tenfold";
        }
        return String.format(Locale.ROOT, horizon == Math.rint(horizon) ? "%.0f-fold" : "%.3g-fold", horizon);
    }
}
