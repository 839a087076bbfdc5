package dev.blueline.design;

import dev.blueline.scaling.Target;
import java.util.List;

/**
 * Runs to be made.
 *
 * @param name what the design is called in a table
 * @param runs sizes, tokens and seeds, in order of compute
 */
public record Design(String name, List<PlannedRun> runs) {

    /**
     * One size and token count.
     *
     * @param target N, D and C of one seed
     * @param seeds how many runs that differ in seed alone
     * @param copies runs per seed: 2 where two recipes are run beside each other, otherwise 1
     */
    public record PlannedRun(Target target, int seeds, int copies) {
        /** FLOPs of all seeds. */
        public double flops() {
            return target.compute() * seeds * copies;
        }
    }

    /** FLOPs of all runs. */
    public double flops() {
        return runs.stream().mapToDouble(PlannedRun::flops).sum();
    }

    /** Compute of the largest run; 0 without runs. */
    public double largestCompute() {
        return runs.stream().mapToDouble(run -> run.target().compute()).max().orElse(0);
    }
}
