package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;

/**
 * A measurement along reinforcement learning.
 *
 * @param compute RL FLOPs spent so far, above 0
 * @param accuracy share of problems solved, or mean score, 0 to 1
 * @param standardError of the accuracy, over problems and samples; 0 where it is not known, then of every point of a curve
 * @param seed what points with common errors share: the run
 */
public record RlPoint(double compute, double accuracy, double standardError, String seed) {
    public RlPoint {
        if (!(compute > 0) || Double.isInfinite(compute)) {
            throw new BadInput("a point has the RL compute " + compute
                    + ", where a positive finite number is needed: leave out the start, before any RL");
        }
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new BadInput("a point at RL compute " + compute + " has the accuracy " + accuracy
                    + ": give shares between 0 and 1, or divide by 100");
        }
        if (!(standardError >= 0 && standardError <= 1)) {
            throw new BadInput("a point at RL compute " + compute + " has the standard error " + standardError
                    + ": give one between 0 and 1, in the unit of the accuracy");
        }
    }

    /** An accuracy over independent trials, with the standard error of Agresti and Coull (1998), which is above 0 at 0 and 1 too. */
    public static RlPoint ofTrials(double compute, double accuracy, double trials, String seed) {
        if (!(trials >= 1) || Double.isInfinite(trials)) {
            throw new BadInput("a point at RL compute " + compute + " has " + trials + " trials: give 1 or more");
        }
        double middle = (accuracy * trials + 2) / (trials + 4);
        return new RlPoint(compute, accuracy, Math.sqrt(middle * (1 - middle) / (trials + 4)), seed);
    }
}
