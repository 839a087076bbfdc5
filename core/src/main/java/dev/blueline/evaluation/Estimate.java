package dev.blueline.evaluation;

import java.util.Arrays;

/**
 * A measured figure and how sure it is.
 *
 * @param value the figure
 * @param standardError its standard error, clusters taken as the independent units
 * @param clusters number of clusters, such as documents or problems
 */
public record Estimate(double value, double standardError, long clusters) {

    /** The mean of independent values; without any it is no number, and of a single one its error is none. */
    public static Estimate ofMean(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1) / values.length);
        return new Estimate(mean, error, values.length);
    }
}
