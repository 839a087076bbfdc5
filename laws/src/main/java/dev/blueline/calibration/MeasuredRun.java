package dev.blueline.calibration;

/**
 * A run of a published table.
 *
 * @param parameters N
 * @param tokens D
 * @param loss at the end
 */
public record MeasuredRun(double parameters, double tokens, double loss) {}
