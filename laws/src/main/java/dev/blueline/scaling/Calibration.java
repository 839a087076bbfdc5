package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.hipparchus.special.Beta;

/**
 * How well registered forecasts held once their runs had finished. Figures are relative to the measured loss, so that
 * forecasts of different metrics can stand together.
 *
 * @param registered forecasts
 * @param scored those whose run has finished
 * @param coverage how often the intervals held
 * @param intervalScore mean interval score of the 90% interval over the measured loss: lower is better
 * @param meanError mean of predicted over measured, less 1: above 0, forecasts were too high
 * @param absoluteError mean size of that error
 * @param withNaive scored forecasts for which naive forecasts are known
 * @param noChangeError mean size of the error of the best loss so far, over those
 * @param straightLineError mean size of the error of the straight line, over those
 */
public record Calibration(
        int registered,
        int scored,
        List<Coverage> coverage,
        double intervalScore,
        double meanError,
        double absoluteError,
        int withNaive,
        double noChangeError,
        double straightLineError) {

    /**
     * How often one interval held.
     *
     * @param probability with which it should
     * @param inside forecasts whose run ended inside
     * @param of forecasts scored
     * @param low lower end of the 95% interval of the true rate
     * @param high upper end
     */
    public record Coverage(double probability, int inside, int of, double low, double high) {
        /** The exact binomial interval (Clopper and Pearson 1934). */
        public static Coverage of(double probability, int inside, int of) {
            double low = inside == 0 ? 0 : root(inside, of - inside + 1, 0.025);
            double high = inside == of ? 1 : root(inside + 1, of - inside, 0.975);
            return new Coverage(probability, inside, of, low, high);
        }

        /** Where the beta distribution function reaches a level. */
        private static double root(double a, double b, double level) {
            double low = 0;
            double high = 1;
            for (int step = 0; step < 60; step++) {
                double middle = 0.5 * (low + high);
                if (Beta.regularizedBeta(middle, a, b) < level) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        /** The share that held. */
        public double share() {
            return inside / (double) of;
        }
    }

    /** Over all forecasts of one or more registries; means are not numbers where nothing was scored. */
    public static Calibration of(List<ForecastRegistry> registries) {
        int registered = 0;
        List<Forecast> forecasts = new ArrayList<>();
        List<ForecastScore> scores = new ArrayList<>();
        for (ForecastRegistry registry : registries) {
            for (Map.Entry<Forecast, Optional<ForecastScore>> entry :
                    registry.scored().entrySet()) {
                registered++;
                entry.getValue().ifPresent(score -> {
                    forecasts.add(entry.getKey());
                    scores.add(score);
                });
            }
        }
        List<Coverage> coverage = new ArrayList<>();
        double intervalScore = 0;
        for (Forecast.Level level : Forecast.Level.values()) {
            int inside = 0;
            for (int i = 0; i < scores.size(); i++) {
                Outlook.Interval interval = forecasts.get(i).interval(level);
                double measured = scores.get(i).measured();
                inside += interval.low() <= measured && measured <= interval.high() ? 1 : 0;
            }
            coverage.add(Coverage.of(level.probability(), inside, scores.size()));
        }
        for (int i = 0; i < scores.size(); i++) {
            double measured = scores.get(i).measured();
            intervalScore += forecasts.get(i).intervalScore(Forecast.Level.NINETY, measured) / measured;
        }
        List<ForecastScore> naive = scores.stream()
                .filter(s -> Double.isFinite(s.noChangeError()) && Double.isFinite(s.straightLineError()))
                .toList();
        return new Calibration(
                registered,
                scores.size(),
                coverage,
                intervalScore / scores.size(),
                mean(scores, ForecastScore::relativeError),
                mean(scores, s -> Math.abs(s.relativeError())),
                naive.size(),
                mean(naive, s -> Math.abs(s.noChangeError())),
                mean(naive, s -> Math.abs(s.straightLineError())));
    }

    private static double mean(List<ForecastScore> scores, ToDoubleFunction<ForecastScore> value) {
        return scores.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
