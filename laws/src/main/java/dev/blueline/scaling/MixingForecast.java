package dev.blueline.scaling;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Goal losses of several mixtures at a larger compute: a value a draw, the same draws for all, so that differences are narrower than
 * losses.
 *
 * <p>A draw is a refit of the law, and on it: an error that all mixtures share and one of each, both growing with ln of the factor of
 * compute; and seed noise, taken as independent though paired seeds share a part of it, so that differences are rather too wide. The errors' spreads are those of the law's predictions inside the ladder,
 * shrunk to a prior as in {@link Trust}: {@code (sum w (e / w)^2 + K tau0^2) / (sum w + K)} with w the e-folds reached; of the error of each
 * mixture, what its own noise explains is taken off.
 *
 * @param predicted by the law, for each mixture
 * @param draws mixture by draw
 * @param drift standard deviation per e-fold of the error that all share, in log loss
 * @param ownDrift the same of the error of each
 * @param seedDeviation standard deviation of a run's log loss over seeds
 */
@SuppressWarnings("ArrayRecordComponent") // draws handed on, never compared
public record MixingForecast(
        List<Double> predicted, double[][] draws, double drift, double ownDrift, double seedDeviation) {
    private static final int REPLICATES = 8;
    private static final double SHRINKAGE = 2;
    private static final double PRIOR_DRIFT = 0.006;
    private static final double PRIOR_OWN = 0.001;
    /** Where no mixture was run with two seeds. */
    private static final double PRIOR_SEED = 0.004;

    static MixingForecast of(
            ScaledMixingLaw law, Map<String, Double> goal, double compute, List<List<Double>> mixtures, int seeds) {
        MixingLaw there = law.at(compute);
        double[] weights = there.weights(goal);
        double reach = Math.max(0, Math.log(compute / law.largest()));
        double seedDeviation = seedDeviation(law, weights);
        double own = 0;
        double common = 0;
        double reached = 0;
        for (ScaledMixingLaw.Miss miss : law.misses()) {
            double[] errors = errors(miss, weights);
            double mean = Arrays.stream(errors).average().orElse(0);
            double squares = Arrays.stream(errors)
                    .map(e -> (e - mean) * (e - mean))
                    .average()
                    .orElse(0);
            common += mean * mean / miss.reach();
            own += Math.max(0, squares - seedDeviation * seedDeviation) / miss.reach();
            reached += miss.reach();
        }
        double drift = Math.sqrt((common + SHRINKAGE * PRIOR_DRIFT * PRIOR_DRIFT) / (reached + SHRINKAGE));
        double ownDrift = Math.sqrt((own + SHRINKAGE * PRIOR_OWN * PRIOR_OWN) / (reached + SHRINKAGE));
        List<Double> predicted = mixtures.stream()
                .map(mixture -> MixingLaw.weighted(there.laws(), weights, array(mixture)))
                .toList();
        double[][] draws = new double[mixtures.size()][there.draws().size() * REPLICATES];
        SplittableRandom random = new SplittableRandom(1);
        double ofSeeds = seedDeviation / Math.sqrt(seeds);
        for (int draw = 0; draw < draws[0].length; draw++) {
            List<DomainLaw> refit = there.draws().get(draw / REPLICATES);
            double shared = reach * drift * random.nextGaussian();
            for (int m = 0; m < draws.length; m++) {
                double error = shared + reach * ownDrift * random.nextGaussian() + ofSeeds * random.nextGaussian();
                draws[m][draw] = MixingLaw.weighted(refit, weights, array(mixtures.get(m))) * Math.exp(error);
            }
        }
        return new MixingForecast(predicted, draws, drift, ownDrift, seedDeviation);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] errors(ScaledMixingLaw.Miss miss, double... weights) {
        double[] errors = new double[miss.measured().size()];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.log(
                    sum(miss.measured().get(i), weights) / sum(miss.predicted().get(i), weights));
        }
        return errors;
    }

    private static double sum(List<Double> losses, double... weights) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * losses.get(k);
        }
        return sum;
    }

    /** Pooled over mixtures and computes of several seeds. */
    private static double seedDeviation(ScaledMixingLaw law, double... weights) {
        double squares = 0;
        int degrees = 0;
        for (ScaledMixingLaw.Replicates replicates : law.noise()) {
            ToDoubleFunction<List<Double>> log = losses -> Math.log(sum(losses, weights));
            double mean =
                    replicates.losses().stream().mapToDouble(log).average().orElse(0);
            squares += replicates.losses().stream()
                    .mapToDouble(log)
                    .map(y -> (y - mean) * (y - mean))
                    .sum();
            degrees += replicates.losses().size() - 1;
        }
        return degrees == 0 ? PRIOR_SEED : Math.sqrt(squares / degrees);
    }

    /** Draws of the goal loss of one mixture over that of another, by their numbers. */
    public double[] ratio(int mixture, int other) {
        double[] ratio = new double[draws[mixture].length];
        Arrays.setAll(ratio, i -> draws[mixture][i] / draws[other][i]);
        return ratio;
    }
}
