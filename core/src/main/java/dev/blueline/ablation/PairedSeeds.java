package dev.blueline.ablation;

import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

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
    /** Quantiles of Student's t at .95, for 1 to 10 degrees of freedom. */
    private static final double[] STUDENT = {6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812};

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
        double mean = DoubleStream.of(differences).average().orElseThrow();
        double error = Math.sqrt(
                DoubleStream.of(differences).map(d -> (d - mean) * (d - mean)).sum() / (pairs - 1) / pairs);
        double half = pairs == 1 ? Double.POSITIVE_INFINITY : STUDENT[Math.min(pairs - 1, STUDENT.length) - 1] * error;
        return Optional.of(new PairedSeeds(mean, mean - half, mean + half, pairs));
    }

    /** Whether the interval lies on one side of no difference. */
    public boolean clear() {
        return low > 0 || high < 0;
    }
}
