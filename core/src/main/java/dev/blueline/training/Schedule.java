package dev.blueline.training;

/**
 * Learning-rate factor of each step: a linear rise, a constant trunk, and for each run a cooldown of shape
 * {@code 1 - sqrt(progress)} that leaves the trunk (Hagele et al. 2024, arXiv 2405.18392). One trunk therefore gives
 * finished runs at several token counts.
 *
 * @param warmupSteps steps of the rise
 */
public record Schedule(long warmupSteps) {

    /** Factor on the trunk; step counts from 0. */
    public double trunk(long step) {
        return Math.min(1, (step + 1.0) / Math.max(1, warmupSteps));
    }

    /** Factor in the cooldown that began at step {@code from} and ends before step {@code to}. */
    public double cooldown(long step, long from, long to) {
        return trunk(step) * (1 - Math.sqrt((step - from + 0.5) / (to - from)));
    }
}
