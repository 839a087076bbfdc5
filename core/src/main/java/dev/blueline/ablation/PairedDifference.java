package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.Ledger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * How far one text's loss lies from another's, over the seeds that both have: differences are paired by seed, since a seed is the
 * same initialisation and the same draws in both.
 *
 * @param estimate mean of the differences with Student's 90% interval over the pairs: without end of one pair, not a number of none
 * @param seeds pairs there were
 */
public record PairedDifference(Estimate estimate, int seeds) {
    /** One loss less the other, in the unit of the loss. */
    static final DoubleBinaryOperator PLAIN = (one, other) -> one - other;

    /** As a share of the other's loss. */
    static final DoubleBinaryOperator SHARE = (one, other) -> one / other - 1;

    /** In log loss; -.02 is two percent lower. */
    static final DoubleBinaryOperator LOGARITHM = (one, other) -> Math.log(one / other);

    static PairedDifference of(double... differences) {
        return new PairedDifference(Paired.mean(differences), differences.length);
    }

    /**
     * @param one losses by seed
     * @param other losses by seed
     */
    static PairedDifference of(Map<Long, Double> one, Map<Long, Double> other, DoubleBinaryOperator difference) {
        return of(one.entrySet().stream()
                .filter(loss -> other.containsKey(loss.getKey()))
                .mapToDouble(loss ->
                        difference.applyAsDouble(loss.getValue(), other.getOrDefault(loss.getKey(), Double.NaN)))
                .toArray());
    }

    /** Of runs, each paired with the first of the other's that has its seed. */
    static PairedDifference of(
            List<Ledger.Entry> one,
            List<Ledger.Entry> other,
            ToDoubleFunction<Ledger.Entry> loss,
            DoubleBinaryOperator difference) {
        return of(one.stream()
                .flatMap(run -> other.stream()
                        .filter(twin -> twin.run().seed() == run.run().seed())
                        .limit(1)
                        .map(twin -> difference.applyAsDouble(loss.applyAsDouble(run), loss.applyAsDouble(twin))))
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** Mean of the differences. */
    public double mean() {
        return estimate.value();
    }

    /** Lower end of the interval. */
    public double low() {
        return estimate.low();
    }

    /** Upper end of the interval. */
    public double high() {
        return estimate.high();
    }

    /** Whether the interval lies on one side of no difference. */
    public boolean clear() {
        return low() > 0 || high() < 0;
    }

    /** A share in words, such as {@code +12.3% (90% interval +11.9% to +12.7%, 3 seeds)}. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%+.1f%% (90%% interval %+.1f%% to %+.1f%%, %d seeds)",
                100 * mean(),
                100 * low(),
                100 * high(),
                seeds);
    }
}
