package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How far one text's loss lies from another's, over the seeds that both have: differences are paired by seed, since a seed is the
 * same initialisation in both.
 *
 * @param mean of the differences, first less second, as a share of the second's loss
 * @param low lower end of the 90% interval, Student's t over the pairs
 * @param high upper end
 * @param pairs seeds
 */
public record SeedDifference(double mean, double low, double high, int pairs) {
    /** Empty with fewer than two common seeds. */
    static Optional<SeedDifference> of(
            List<Ledger.Entry> first, List<Ledger.Entry> second, ToDoubleFunction<Ledger.Entry> loss) {
        List<Double> differences = new ArrayList<>();
        for (Ledger.Entry one : first) {
            second.stream()
                    .filter(other -> other.run().seed() == one.run().seed())
                    .findFirst()
                    .ifPresent(other -> differences.add(loss.applyAsDouble(one) / loss.applyAsDouble(other) - 1));
        }
        return of(differences);
    }

    static Optional<SeedDifference> of(List<Double> differences) {
        int pairs = differences.size();
        if (pairs < 2) {
            return Optional.empty();
        }
        Estimate mean = Paired.mean(
                differences.stream().mapToDouble(Double::doubleValue).toArray());
        return Optional.of(new SeedDifference(mean.value(), mean.low(), mean.high(), pairs));
    }

    /** Whether the interval leaves out zero. */
    public boolean clear() {
        return low > 0 || high < 0;
    }

    /** Such as {@code +12.3% (90% interval +11.9% to +12.7%, 3 seeds)}. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%+.1f%% (90%% interval %+.1f%% to %+.1f%%, %d seeds)",
                100 * mean,
                100 * low,
                100 * high,
                pairs);
    }
}
