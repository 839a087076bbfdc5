package dev.blueline.ablation;

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
    /** 95% quantiles of Student's t with 1, 2, ... degrees of freedom. */
    private static final double[] QUANTILES = {6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833};

    /** 95% quantile of the normal distribution. */
    private static final double NORMAL = 1.645;

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
        double mean = differences.stream().mapToDouble(x -> x).average().orElseThrow();
        double squares =
                differences.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        double half = quantile(pairs - 1) * Math.sqrt(squares / (pairs - 1) / pairs);
        return Optional.of(new SeedDifference(mean, mean - half, mean + half, pairs));
    }

    static double quantile(int degrees) {
        return degrees <= QUANTILES.length ? QUANTILES[degrees - 1] : NORMAL + 1.52 / degrees;
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
