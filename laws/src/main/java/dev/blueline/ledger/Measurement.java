package dev.blueline.ledger;

/**
 * One figure measured on a run.
 *
 * @param run id of the {@link Run}
 * @param metric what was measured, such as {@code bits_per_byte}
 * @param slice domain it was measured on, or {@code all}
 * @param value the figure, in the metric's unit
 * @param standardError standard error of the value, clustered by document where it is a mean over text; not a
 *     number where an imported figure has none
 */
public record Measurement(String run, String metric, String slice, double value, double standardError) {}
