package dev.blueline.pretraining;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import java.util.List;
import java.util.Optional;

/**
 * A run that went on from another, with its held-out losses before and after. Measurements are in bits per byte; the change's standard
 * error is that of the difference document by document.
 *
 * @param run as written to its folder
 * @param measurements {@link #BEFORE}, {@link Pretraining#BITS_PER_BYTE} and {@link #CHANGE} of each slice
 */
public record ContinuedOutcome(Run run, List<Measurement> measurements) {
    /** Held-out loss of the base. */
    public static final String BEFORE = "bits_per_byte_before";
    /** Held-out loss after less that before. */
    public static final String CHANGE = "bits_per_byte_change";
    /** Slice of the new text. */
    public static final String NEW = "new";
    /** Slice of the general text; its domains are {@code general/NAME}. */
    public static final String GENERAL = "general";

    /** Two-sided 90% of a normal distribution. */
    private static final double NORMAL_90 = 1.645;

    /**
     * A slice before and after.
     *
     * @param low lower end of the 90% interval, over documents, of the change over the loss before; {@code high} the upper
     */
    public record Change(String slice, double before, double after, double relative, double low, double high) {}

    /** Every slice in the order of measurement: new text first. */
    public List<Change> changes() {
        return measurements.stream()
                .filter(measurement -> measurement.metric().equals(CHANGE))
                .map(this::change)
                .toList();
    }

    private Change change(Measurement change) {
        Ledger.Entry entry = new Ledger.Entry(run, measurements);
        double before = value(entry.measurement(BEFORE, change.slice()));
        double after = value(entry.measurement(Pretraining.BITS_PER_BYTE, change.slice()));
        double half = NORMAL_90 * change.standardError();
        return new Change(
                change.slice(),
                before,
                after,
                change.value() / before,
                (change.value() - half) / before,
                (change.value() + half) / before);
    }

    private static double value(Optional<Measurement> measurement) {
        return measurement.map(Measurement::value).orElse(Double.NaN);
    }
}
