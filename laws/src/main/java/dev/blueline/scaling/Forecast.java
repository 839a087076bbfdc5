package dev.blueline.scaling;

import java.time.Instant;
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
    public record NaiveForecasts(double noChange, double straightLine) {}

    Forecast registered(Instant at) {
        return new Forecast(
                id, target, point, predicted, low, high, quantiles, weights, perLaw, naive, dataHash, lawHash, at);
    }
}
