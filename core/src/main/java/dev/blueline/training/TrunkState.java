package dev.blueline.training;

import java.util.List;
import java.util.Objects;

/**
 * Where a trunk stands on disk: what a restart needs beside the learner's own state.
 *
 * @param phase which of the saved learners this describes
 * @param step steps done
 * @param end last step of the run being cooled down; 0 on the trunk
 * @param rateScale factor on the learning rate after retries
 * @param retries restarts so far
 * @param seconds training time from the run's start to here
 * @param smoothedLoss of the divergence rule, NaN before the first step
 * @param lowestLoss of the divergence rule
 * @param spikes of the rule that leaves steps out
 * @param curve training loss up to here
 * @param clock training time at each point of the curve, seconds
 * @param remarks what was not as usual up to here
 * @param folder folder, beside this file, of the learner's state
 */
record TrunkState(
        Phase phase,
        long step,
        long end,
        double rateScale,
        int retries,
        double seconds,
        double smoothedLoss,
        double lowestLoss,
        SpikeGuard.State spikes,
        List<LossPoint> curve,
        List<Double> clock,
        List<String> remarks,
        String folder) {

    /** A state from before steps were left out has nothing of it. */
    TrunkState {
        spikes = Objects.requireNonNullElse(spikes, SpikeGuard.State.FRESH);
        clock = Objects.requireNonNullElse(clock, List.of());
        remarks = Objects.requireNonNullElse(remarks, List.of());
    }

    enum Phase {
        /** On the trunk, where the last run branched off: what a diverged run goes back to. */
        BRANCH_POINT,
        /** On the trunk, somewhere between branch points: what a restart after a kill goes back to. */
        TRUNK,
        COOLDOWN
    }

    TrunkState in(String newFolder) {
        return new TrunkState(
                phase,
                step,
                end,
                rateScale,
                retries,
                seconds,
                smoothedLoss,
                lowestLoss,
                spikes,
                curve,
                clock,
                remarks,
                newFolder);
    }
}
