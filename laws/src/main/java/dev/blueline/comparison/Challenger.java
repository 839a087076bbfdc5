package dev.blueline.comparison;

import java.util.List;

/**
 * A recipe against the baseline.
 *
 * @param name of the recipe
 * @param points one for each of its sizes and numbers of tokens, in order of compute
 * @param average multiplier over the scales, weighed by their errors
 * @param trend of the multiplier in compute
 * @param forecast multiplier at the forecast's compute
 * @param forecastCompute ten times the largest compute of the recipe's runs
 * @param verdict whether to adopt it
 * @param sentence the verdict in plain words
 * @param notes what a reader should know of the data
 */
public record Challenger(
        String name,
        List<Point> points,
        Estimate average,
        Trend trend,
        Estimate forecast,
        double forecastCompute,
        Decision verdict,
        String sentence,
        List<String> notes) {

    /**
     * One scale.
     *
     * @param parameters size N
     * @param tokens training tokens D
     * @param compute FLOPs of the recipe's run
     * @param baselineCompute FLOPs of the baseline's run of this size and tokens
     * @param match what the runs are compared with
     * @param replicates pairs of seeds, or runs of the recipe with fewer
     * @param gain what the recipe takes off the log loss at this size and tokens
     * @param multiplier factor of the recipe's compute that the baseline needs for the recipe's loss
     * @param unbounded share of draws in which the baseline never gets there within a thousand times the compute
     */
    public record Point(
            double parameters,
            double tokens,
            double compute,
            double baselineCompute,
            Match match,
            int replicates,
            double gain,
            Estimate multiplier,
            double unbounded) {}

    /**
     * How the multiplier goes with compute.
     *
     * @param slope of its natural logarithm per tenfold of compute
     * @param sameEverywhere how well "no trend" agrees with the runs: share of draws on the less likely side of 0, doubled
     * @param scatter standard deviation of ln multiplier between scales beyond seeds and trend
     */
    public record Trend(Estimate slope, double sameEverywhere, double scatter) {}
}
