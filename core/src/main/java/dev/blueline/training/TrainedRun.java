package dev.blueline.training;

import java.util.List;

/**
 * One run at its end, its learner cooled down.
 *
 * @param steps steps done, cooldown included
 * @param rateScale factor on the learning rate, below 1 after a retry
 * @param retries restarts at a lower rate
 * @param seconds training time, its part of the trunk included
 * @param curve training loss
 * @param diverged whether the run was given up after its last retry; then the learner's weights mean nothing
 */
public record TrainedRun(
        long steps, double rateScale, int retries, double seconds, List<LossPoint> curve, boolean diverged) {}
