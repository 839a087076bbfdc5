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
 * @param clock training time at each point of the curve, seconds
 * @param remarks what was not as usual, in order: steps left out, restarts
 * @param diverged whether the run was given up after its last retry; then the learner's weights mean nothing
 */
public record TrainedRun(
        long steps,
        double rateScale,
        int retries,
        double seconds,
        List<LossPoint> curve,
        List<Double> clock,
        List<String> remarks,
        boolean diverged) {
    private static final int REMARKS_IN_A_NOTE = 4;

    /** The remarks as one line; of many, the first ones and the last. */
    public String note() {
        if (remarks.size() <= REMARKS_IN_A_NOTE) {
            return String.join("; ", remarks);
        }
        int first = REMARKS_IN_A_NOTE - 1;
        return String.join("; ", remarks.subList(0, first)) + "; " + (remarks.size() - first - 1) + " more; "
                + remarks.getLast();
    }
}
