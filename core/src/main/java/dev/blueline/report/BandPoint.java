package dev.blueline.report;

/**
 * A law's distribution at one place of its axis.
 *
 * @param x place, in the axis's unit
 * @param low 5th percentile of the loss, in bits per byte
 * @param median median
 * @param high 95th percentile
 */
public record BandPoint(double x, double low, double median, double high) {

    boolean finite() {
        return Double.isFinite(x + low + median + high) && x > 0 && low > 0;
    }
}
