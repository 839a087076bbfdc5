package dev.blueline.scaling;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is expected of a run that has not been made: written down first, scored after.
 *
 * @param id name of the forecast, unique in its registry; the id of the run it is about is a good choice
 * @param target what is forecast, in words
 * @param point where on the axes
 * @param predicted median of the distribution, in the observations' unit of loss
 * @param low lower end of the 90% interval
 * @param high upper end of the 90% interval
 * @param quantiles losses at probabilities .05, .1, .25, .5, .75, .9, .95
 * @param weights share of each law in the mixture, by name of its {@link Family}
 * @param perLaw what each law alone predicts
 * @param naive forecasts that need no law
 * @param dataHash SHA-256 of the observations it stands on
 * @param lawHash SHA-256 of settings, rule of trust, weights and fitted laws
 * @param registeredAt when it was made; a registry replaces it by the time of writing
 */
public record Forecast(
        String id,
        String target,
        Target point,
        double predicted,
        double low,
        double high,
        List<Double> quantiles,
        Map<String, Double> weights,
        Map<String, Double> perLaw,
        NaiveForecasts naive,
        String dataHash,
        String lawHash,
        Instant registeredAt) {

    /**
     * Forecasts to beat.
     *
     * @param noChange the best loss so far
     * @param straightLine least squares in log-log through the last three corners of the compute frontier
     */
    public record NaiveForecasts(double noChange, double straightLine) {
        /** Not known: a saved law does not hold the runs they are made from. */
        public static final NaiveForecasts UNKNOWN = new NaiveForecasts(Double.NaN, Double.NaN);

        /** From the runs. */
        public static NaiveForecasts of(List<Observation> observations, Target target) {
            return new NaiveForecasts(Naive.noChange(observations), Naive.straightLine(observations, target));
        }

        /** Whether they are known. */
        public boolean known() {
            return Double.isFinite(noChange) && Double.isFinite(straightLine);
        }
    }

    /** The forecast that a mixture makes. */
    static Forecast of(
            String id,
            String description,
            Target target,
            Mixture mixture,
            NaiveForecasts naive,
            String dataHash,
            String lawHash) {
        Mixture.Prediction prediction = mixture.at(target);
        Map<String, Double> weights = new LinkedHashMap<>();
        Map<String, Double> perLaw = new LinkedHashMap<>();
        for (Mixture.Component component : mixture.components()) {
            String family = component.fit().family().name();
            weights.put(family, component.weight());
            perLaw.put(family, component.fit().law().predict(target));
        }
        return new Forecast(
                id,
                description,
                target,
                prediction.median(),
                prediction.low(),
                prediction.high(),
                prediction.quantiles(),
                weights,
                perLaw,
                naive,
                dataHash,
                lawHash,
                Instant.now());
    }

    /**
     * A forecast from draws of what is expected.
     *
     * @param law name of the law that gave them
     * @param predicted what it predicts without errors
     */
    public static Forecast ofDraws(
            String id,
            String description,
            Target target,
            String law,
            double predicted,
            double[] draws,
            NaiveForecasts naive,
            String dataHash,
            String lawHash) {
        List<Double> quantiles =
                Arrays.stream(Quantiles.of(draws, Mixture.LEVELS)).boxed().toList();
        return new Forecast(
                id,
                description,
                target,
                quantiles.get(3),
                quantiles.getFirst(),
                quantiles.getLast(),
                quantiles,
                Map.of(law, 1.0),
                Map.of(law, predicted),
                naive,
                dataHash,
                lawHash,
                Instant.now());
    }

    /** A central interval of the forecast. */
    public Outlook.Interval interval(Level level) {
        return new Outlook.Interval(quantiles.get(level.low), quantiles.get(level.high));
    }

    /**
     * Interval score (Gneiting and Raftery 2007, equation 43): the interval's width, and 2/alpha times the distance by which
     * the measured loss lies outside it, alpha being the probability left outside. In the unit of the loss; lower is better.
     */
    public double intervalScore(Level level, double measured) {
        Outlook.Interval interval = interval(level);
        double outside = Math.max(0, Math.max(interval.low() - measured, measured - interval.high()));
        return interval.high() - interval.low() + 2 / (1 - level.probability) * outside;
    }

    /** Central intervals whose ends are kept. */
    public enum Level {
        /** From .25 to .75. */
        HALF(0.5, 2, 4),
        /** From .1 to .9. */
        EIGHTY(0.8, 1, 5),
        /** From .05 to .95. */
        NINETY(0.9, 0, 6);

        private final double probability;
        private final int low;
        private final int high;

        Level(double probability, int low, int high) {
            this.probability = probability;
            this.low = low;
            this.high = high;
        }

        /** Probability that the loss lies inside. */
        public double probability() {
            return probability;
        }
    }

    Forecast registered(Instant at) {
        return new Forecast(
                id, target, point, predicted, low, high, quantiles, weights, perLaw, naive, dataHash, lawHash, at);
    }
}
