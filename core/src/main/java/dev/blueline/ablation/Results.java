package dev.blueline.ablation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.study.Size;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Runs of a study so far, in an order that no clock decides.
 *
 * @param entries runs with their measurements, failed ones among them
 */
public record Results(List<Ledger.Entry> entries) {
    private static final Comparator<Run> ORDER = Comparator.comparing(Run::arm)
            .thenComparing(Run::role)
            .thenComparingDouble(Run::flops)
            .thenComparingLong(Run::seed)
            .thenComparing(Run::id);

    public Results {
        entries = entries.stream()
                .sorted(Comparator.comparing(Ledger.Entry::run, ORDER))
                .toList();
    }

    /** Runs that ended with figures and satisfy a condition. */
    public List<Ledger.Entry> where(Predicate<Run> condition) {
        return entries.stream()
                .filter(entry -> entry.run().succeeded() && condition.test(entry.run()))
                .toList();
    }

    /** Runs of an arm that ended with figures. */
    public List<Ledger.Entry> of(String arm) {
        return where(run -> run.arm().equals(arm));
    }

    /** Runs of an arm at a size that ended with figures. */
    public List<Ledger.Entry> of(String arm, Size size) {
        return where(run -> run.arm().equals(arm) && run.width() == size.width() && run.layers() == size.layers());
    }

    /** Held-out loss of all text, bits per byte. */
    public static double loss(Ledger.Entry entry) {
        return loss(entry, Pretraining.ALL);
    }

    /** Held-out loss of a domain, bits per byte; not a number if it was not measured. */
    public static double loss(Ledger.Entry entry, String domain) {
        return entry.measurement(Pretraining.BITS_PER_BYTE, domain)
                .map(measurement -> measurement.value())
                .orElse(Double.NaN);
    }
}
