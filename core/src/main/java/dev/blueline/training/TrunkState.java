package dev.blueline.training;

import java.util.List;

/**
 * Where a trunk stands on disk: what a restart needs beside the learner's own state.
 *
 * @param phase which of the two saved learners this describes
 * @param step steps done
 * @param end last step of the run being cooled down; 0 on the trunk
 * @param rateScale factor on the learning rate after retries
 * @param retries restarts so far
 * @param seconds training time from the run's start to here
 * @param curve training loss up to here
 * @param folder folder, beside this file, of the learner's state
 */
record TrunkState(
        Phase phase,
        long step,
        long end,
        double rateScale,
        int retries,
        double seconds,
        List<LossPoint> curve,
        String folder) {

    enum Phase {
        TRUNK,
        COOLDOWN
    }
}
