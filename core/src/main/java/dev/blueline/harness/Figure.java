package dev.blueline.harness;

import dev.blueline.evaluation.Estimate;

/**
 * A metric of a task under one pipeline of filters.
 *
 * @param estimate the figure, with the standard error over items, examples and prompts
 */
public record Figure(String metric, String filter, boolean higherIsBetter, Estimate estimate) {
    /** Metric and filter as results name them: {@code acc,none}. */
    public String key() {
        return metric + "," + filter;
    }

    /** Name of the standard error beside it. */
    public String errorKey() {
        return metric + "_stderr," + filter;
    }
}
