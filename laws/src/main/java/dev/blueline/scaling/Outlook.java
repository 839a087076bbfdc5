package dev.blueline.scaling;

import dev.blueline.ledger.Fingerprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A forecast and what it stands on, for the report and {@code law.json}.
 *
 * @param forecast to be registered before the run
 * @param laws every law that could be fitted
 * @param backtests every prediction made inside the ladder
 * @param noise seed noise assumed
 * @param mixture the distribution at any other point: bands for charts
 */
public record Outlook(
        Forecast forecast, List<FittedLaw> laws, List<Backtest.Miss> backtests, SeedNoise noise, Mixture mixture) {

    /**
     * One law as fitted.
     *
     * @param fit law, in-sample error, AICc
     * @param intervals bootstrap interval of each parameter, by name
     * @param weight share of the mixture
     * @param backtestRms root mean square backtest error in log loss, shrunk as {@code Trust} states
     * @param drift standard deviation of model error per e-fold of extrapolation
     * @param backtests its errors inside the ladder
     */
    public record FittedLaw(
            Fit fit,
            Map<String, Interval> intervals,
            double weight,
            double backtestRms,
            double drift,
            List<Backtest.Miss> backtests) {

        /** Median of the absolute errors inside the ladder, as a share of the loss; empty without backtests. */
        public OptionalDouble medianMiss() {
            double[] absolute = backtests.stream()
                    .mapToDouble(miss -> Math.abs(miss.error()))
                    .sorted()
                    .toArray();
            return absolute.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(absolute[absolute.length / 2]);
        }
    }

    /** An interval, of the level asked for; 90% in a forecast. */
    public record Interval(double low, double high) {
        /** Quantiles of values that leave half of what is missing to the level on either side. */
        public static Interval of(double[] values, double level) {
            double[] ends = Quantiles.of(values, (1 - level) / 2, (1 + level) / 2);
            return new Interval(ends[0], ends[1]);
        }
    }

    static Outlook of(
            String id,
            String description,
            List<Observation> observations,
            Target target,
            Forecaster.Settings settings,
            Forecaster.Study study) {
        List<FittedLaw> laws = laws(study.mixture(), study.errors(), 0.9);
        Map<String, Double> weights = new LinkedHashMap<>();
        study.mixture().components().forEach(c -> weights.put(c.fit().family().name(), c.weight()));
        Forecast forecast = Forecast.of(
                id,
                description,
                target,
                study.mixture(),
                Forecast.NaiveForecasts.of(observations, target),
                Fingerprint.of(observations.toString()),
                Fingerprint.of(settings + "\n" + Trust.DEFAULT + "\n" + weights + "\n"
                        + laws.stream().map(law -> law.fit().law()).toList()));
        return new Outlook(forecast, laws, study.errors(), study.noise(), study.mixture());
    }

    static List<FittedLaw> laws(Mixture mixture, List<Backtest.Miss> errors, double level) {
        return mixture.components().stream()
                .map(component -> new FittedLaw(
                        component.fit(),
                        intervals(component, level),
                        component.weight(),
                        component.rms(),
                        component.drift(),
                        errors.stream()
                                .filter(e -> e.family() == component.fit().family())
                                .toList()))
                .toList();
    }

    private static Map<String, Interval> intervals(Mixture.Component component, double level) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        for (String name : component.fit().law().parameters().keySet()) {
            double[] values = component.draws().stream()
                    .mapToDouble(law -> law.parameters().getOrDefault(name, Double.NaN))
                    .filter(Double::isFinite)
                    .toArray();
            if (values.length > 0) {
                intervals.put(name, Interval.of(values, level));
            }
        }
        return intervals;
    }
}
