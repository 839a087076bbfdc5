package dev.blueline.report;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The run of each size with the most compute: the models that are shown writing. */
final class LargestRuns {
    private LargestRuns() {}

    /** One entry a size, fewest parameters first, of the ladder and the held-out rung alone; of several seeds the lowest. */
    static List<Ledger.Entry> of(List<Ledger.Entry> entries) {
        Map<String, Ledger.Entry> largest = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.run().succeeded())
                .filter(entry ->
                        entry.run().role() == Run.Role.LADDER || entry.run().role() == Run.Role.HELD_OUT)
                .sorted(Comparator.comparingLong(
                                (Ledger.Entry entry) -> entry.run().parameters().total())
                        .thenComparing(entry -> -entry.run().flops())
                        .thenComparing(entry -> entry.run().seed()))
                .forEach(entry -> largest.putIfAbsent(size(entry.run()), entry));
        return new ArrayList<>(largest.values());
    }

    /** Width and layers, such as {@code 64x2}. */
    static String size(Run run) {
        return run.width() + "x" + run.layers();
    }
}
