package dev.blueline.thought;

import dev.blueline.comparison.Estimate;
import dev.blueline.evaluation.CrossedInterval;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A mean over seeds and held-out problems with its 90% interval ({@link CrossedInterval}).
 *
 * @param value mean
 * @param low lower end of the interval
 * @param high upper end
 * @param seeds seeds there were
 */
public record CrossedMean(double value, double low, double high, int seeds) {

    /**
     * Of values by seed and problem: {@code [seeds][problems]}, such as 1 where one style is right and the other wrong, 0 where they agree,
     * -1 where it is the other way round.
     */
    public static CrossedMean of(List<double[]> values) {
        int problems = values.isEmpty() ? 0 : values.getFirst().length;
        if (problems == 0) {
            return new CrossedMean(Double.NaN, Double.NaN, Double.NaN, values.size());
        }
        Estimate mean = CrossedInterval.of(
                values.toArray(double[][]::new),
                List.of(IntStream.range(0, problems).boxed().toList()));
        return new CrossedMean(mean.value(), mean.low(), mean.high(), values.size());
    }

    /** The same where no value can be less than {@code least} or more than 1: nor can its interval. */
    CrossedMean within(double least) {
        return new CrossedMean(value, Math.max(least, low), Math.min(1, high), seeds);
    }

    /** Whether the interval lies above nought. */
    public boolean ahead() {
        return low > 0;
    }

    /** Whether the interval lies below nought. */
    public boolean behind() {
        return high < 0;
    }
}
