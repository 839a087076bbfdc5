package dev.blueline.monitor;

/**
 * The loss at a step of the run under way.
 *
 * @param step as the log counts
 * @param share of the planned run that is done
 * @param loss as logged; not finite where the run diverged
 */
public record Point(long step, double share, double loss) {
    boolean usable() {
        return loss > 0 && Double.isFinite(loss);
    }
}
