package dev.blueline.ablation;

import dev.blueline.ledger.Fingerprint;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.Target;
import dev.blueline.study.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Does what a text is worth hold with scale? Before the largest models of a text are trained, their loss is forecast from the dirty text's
 * loss at that size and from what the text gained at the size before, at the same tokens: as if the gain, in log loss, were the same.
 *
 * @param reference domain whose loss is forecast
 * @param smaller size that the gain is taken from
 * @param larger size that is forecast
 * @param tokens of the runs, in whole batches
 */
record QualityForecast(String reference, Size smaller, Size larger, long tokens) {
    private static final String METHOD = "equal gain";
    /** Of a standard normal distribution at the probabilities of a forecast's quantiles. */
    private static final double[] Z = {-1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645};

    /** Losses by seed. */
    private Map<Long, Double> losses(Results results, String arm, Size size) {
        Map<Long, Double> losses = new TreeMap<>();
        results.of(arm, size).stream()
                .filter(entry -> entry.run().tokens() == tokens)
                .filter(entry -> Double.isFinite(Results.loss(entry, reference)))
                .forEach(entry -> losses.put(entry.run().seed(), Math.log(Results.loss(entry, reference))));
        return losses;
    }

    /**
     * The forecast of a text's loss, the geometric mean over seeds.
     *
     * @param prefix of its name
     * @param target where on the axes
     * @return nothing with fewer than two pairs of seeds
     */
    Optional<Expectation> of(String prefix, String arm, Target target, Results results) {
        Map<Long, Double> small = losses(results, arm, smaller);
        Map<Long, Double> dirty = losses(results, QualityArm.DIRTY, smaller);
        Map<Long, Double> large = losses(results, QualityArm.DIRTY, larger);
        double[] gains = small.keySet().stream()
                .filter(dirty::containsKey)
                .mapToDouble(seed -> small.getOrDefault(seed, Double.NaN) - dirty.getOrDefault(seed, Double.NaN))
                .toArray();
        if (gains.length < 2 || large.isEmpty()) {
            return Optional.empty();
        }
        double gain = DoubleStream.of(gains).average().orElseThrow();
        double squares =
                DoubleStream.of(gains).map(one -> (one - gain) * (one - gain)).sum();
        // the mean that is forecast has an error of its own, as large as that of the mean it is forecast from
        double error = Math.sqrt(squares / (gains.length - 1) * 2 / gains.length);
        double middle = mean(large) + gain;
        double wide = Paired.quantile(gains.length - 1) / Z[Z.length - 1];
        List<Double> quantiles = DoubleStream.of(Z)
                .mapToObj(z -> Math.exp(middle + z * wide * error))
                .toList();
        String data = Fingerprint.of(small + " " + dirty + " " + large);
        Forecast forecast = new Forecast(
                prefix + "-" + arm + "-" + larger + "-" + tokens,
                "loss on " + reference + " of " + arm + " at " + larger + ", if it gains as much as at " + smaller,
                target,
                quantiles.get(3),
                quantiles.getFirst(),
                quantiles.getLast(),
                quantiles,
                Map.of(METHOD, 1.0),
                Map.of(METHOD, quantiles.get(3)),
                Forecast.NaiveForecasts.UNKNOWN,
                data,
                Fingerprint.of(METHOD + " 1 " + data),
                Instant.now());
        return Optional.of(new Expectation(forecast, later -> {
            Map<Long, Double> measured = losses(later, arm, larger);
            return measured.size() < gains.length ? Double.NaN : Math.exp(mean(measured));
        }));
    }

    /** Mean log loss of a text at the smaller size; infinite if there is none. */
    double smallerLoss(Results results, String arm) {
        return losses(results, arm, smaller).values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double mean(Map<Long, Double> losses) {
        return losses.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
