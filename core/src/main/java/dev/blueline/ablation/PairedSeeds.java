package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import java.util.Map;
import java.util.Optional;

/**
 * How much lower one text's loss is than another's, over runs of equal seeds, which started alike and drew alike: the mean of the
 * differences in log loss, with Student's 90% interval over seeds.
 *
 * @param difference mean log of the loss over the other's; -.02 is two percent lower
 * @param low lower end of the interval; minus infinity with one seed
 * @param high upper end
 * @param seeds pairs there were
 */
public record PairedSeeds(double difference, double low, double high, int seeds) {
    /**
     * @param losses by seed
     * @param others by seed
     */
    static Optional<PairedSeeds> of(Map<Long, Double> losses, Map<Long, Double> others) {
        double[] differences = losses.entrySet().stream()
                .filter(loss -> others.containsKey(loss.getKey()))
                .mapToDouble(loss -> Math.log(loss.getValue() / others.getOrDefault(loss.getKey(), Double.NaN)))
                .toArray();
        int pairs = differences.length;
        if (pairs == 0) {
            return Optional.empty();
        }
        Estimate mean = Paired.mean(differences);
        return Optional.of(new PairedSeeds(mean.value(), mean.low(), mean.high(), pairs));
    }

    /** Whether the interval lies on one side of no difference. */
    public boolean clear() {
        return low > 0 || high < 0;
    }
}
