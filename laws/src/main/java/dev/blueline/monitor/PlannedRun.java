package dev.blueline.monitor;

import dev.blueline.scaling.Target;

/**
 * The run as it was planned.
 *
 * @param end size, tokens and compute at the end; for a law of one axis, the axis stands in the place of compute
 * @param schedule of the learning rate
 */
public record PlannedRun(Target end, Schedule schedule) {

    /**
     * The finished run whose forward area S1 is that of this run at a share of its way: there the law is asked. A run at its
     * peak rate has done more, for its tokens, than one that ends there with a small rate.
     */
    Target finishedAfter(double share) {
        double done = Math.max(1e-9, schedule.forward(share));
        double seen = end.tokens() * done;
        return new Target(end.parameters(), seen, end.compute() * done, Math.min(end.uniqueTokens(), seen));
    }
}
