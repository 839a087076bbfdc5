package dev.blueline.monitor;

/**
 * Loss at the end of the run.
 *
 * @param median middle
 * @param low lower end of the 90% interval
 * @param high upper end
 */
public record EndForecast(double median, double low, double high) {
    static EndForecast of(double logLoss, double sd) {
        double reach = Normal.quantile(0.95) * sd;
        return new EndForecast(Math.exp(logLoss), Math.exp(logLoss - reach), Math.exp(logLoss + reach));
    }
}
