package dev.blueline.report;

/**
 * A measured loss.
 *
 * @param value bits per byte; not a number if the run diverged
 * @param standardError clustered by document
 */
public record Loss(double value, double standardError) {

    /** Whether there is a figure to draw. */
    public boolean finite() {
        return Double.isFinite(value) && value > 0;
    }
}
