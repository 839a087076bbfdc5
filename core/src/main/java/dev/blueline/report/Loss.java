package dev.blueline.report;

import dev.blueline.ledger.Ledger;
import dev.blueline.pretraining.Pretraining;

/**
 * A measured loss.
 *
 * @param value bits per byte; not a number if the run diverged
 * @param standardError clustered by document
 */
public record Loss(double value, double standardError) {

    /** Whether there is a figure to draw. */
    public boolean finite() {
        return Double.isFinite(value) && value > 0;
    }

    /** The loss over all text of a run in the ledger; not a number if it diverged. */
    static Loss of(Ledger.Entry entry) {
        return entry.measurement(Pretraining.BITS_PER_BYTE, Pretraining.ALL)
                .map(measurement -> new Loss(measurement.value(), measurement.standardError()))
                .orElse(new Loss(Double.NaN, Double.NaN));
    }
}
