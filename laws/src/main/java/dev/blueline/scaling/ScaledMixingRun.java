package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;

/**
 * A run on a mixture of domains, of a ladder of several computes.
 *
 * @param compute training FLOPs
 * @param trunk what runs of one mixture and seed share over computes: their errors stay together
 * @param run shares and losses
 */
public record ScaledMixingRun(double compute, String trunk, MixingRun run) {
    public ScaledMixingRun {
        if (!(compute > 0) || Double.isInfinite(compute)) {
            throw new BadInput("a run on a mixture has the compute " + compute
                    + ", where a positive finite number is needed: leave the run out");
        }
    }
}
