package dev.blueline.scaling;

import java.time.Instant;

/**
 * A forecast held against the run.
 *
 * @param id the forecast's id
 * @param startedAt what the clock said when the run started; see {@link ForecastRegistry#score} for what shows that the forecast came first
 * @param measured the run's loss
 * @param relativeError {@code predicted / measured - 1}; infinite for an accuracy of 0
 * @param errorShareOfGain {@code |predicted - measured| / |no change - measured|}: 0 is perfect, 1 no better than no change;
 *     0 if the prediction is exact, infinite if only the gain is 0
 * @param inside whether the measured loss lies in the 90% interval
 * @param noChangeError relative error of the best loss so far
 * @param straightLineError relative error of the straight line
 */
public record ForecastScore(
        String id,
        Instant startedAt,
        double measured,
        double relativeError,
        double errorShareOfGain,
        boolean inside,
        double noChangeError,
        double straightLineError) {

    static ForecastScore of(Forecast forecast, Instant startedAt, double measured) {
        double miss = Math.abs(forecast.predicted() - measured);
        double gain = Math.abs(forecast.naive().noChange() - measured);
        return new ForecastScore(
                forecast.id(),
                startedAt,
                measured,
                forecast.predicted() / measured - 1,
                miss == 0 ? 0 : miss / gain,
                forecast.low() <= measured && measured <= forecast.high(),
                forecast.naive().noChange() / measured - 1,
                forecast.naive().straightLine() / measured - 1);
    }
}
