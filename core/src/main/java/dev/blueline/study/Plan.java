package dev.blueline.study;

import java.util.List;

/**
 * What will be run, written down before anything is: the fitted rungs, the checks beside them, and the held-out rung.
 *
 * @param budgetSeconds wall-clock given
 * @param expectedSeconds wall-clock expected, from the program's start to the report
 * @param factor compute of the held-out rung over that of the largest fitted rung
 * @param span compute of the largest fitted rung over that of the smallest
 * @param fitCompute largest compute that enters the fit, FLOPs
 * @param rates speeds the times come from
 * @param trunks fitted rungs and checks, longest first; finished runs are not among them
 * @param top the held-out rung
 * @param runs every run of the plan in words, those already finished included
 */
public record Plan(
        double budgetSeconds,
        double expectedSeconds,
        double factor,
        double span,
        double fitCompute,
        Rates rates,
        List<Trunk> trunks,
        Trunk top,
        List<PlannedRun> runs) {

    /**
     * One line of the printed plan.
     *
     * @param rung its name
     * @param role what it is for
     * @param seed its seed
     * @param parameters parameters in matrix products
     * @param tokens training tokens
     * @param flops exact training FLOPs as if it were run alone
     * @param seconds expected time on its worker, shared trunk counted once; 0 if it is finished already
     */
    public record PlannedRun(
            String rung,
            dev.blueline.ledger.Run.Role role,
            int seed,
            long parameters,
            long tokens,
            double flops,
            double seconds) {}
}
