package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import java.util.Optional;

/**
 * A run on the common axis.
 *
 * @param compute effective compute, FLOP
 */
record PlacedRun(Ledger.Entry entry, double compute) {

    /** Size and seed: runs that share both start from the same weights and see the same text, so they err together. */
    String pair() {
        return entry.run().width() + "x" + entry.run().layers() + " seed "
                + entry.run().seed();
    }

    Optional<Measurement> measured(String metric, String slice) {
        return entry.measurement(metric, slice).filter(m -> Double.isFinite(m.value()));
    }

    /** Chance of a slice, 0 where the run does not say. */
    double chance(String slice) {
        return measured(TaskFigures.CHANCE, slice).map(Measurement::value).orElse(0.0);
    }

    /** Items of a slice, 1 where the run does not say. */
    double items(String slice) {
        return Math.max(
                1, measured(TaskFigures.ITEMS, slice).map(Measurement::value).orElse(1.0));
    }
}
