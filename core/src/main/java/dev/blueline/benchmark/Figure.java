package dev.blueline.benchmark;

/**
 * One measured figure.
 *
 * @param section what was measured, such as {@code step}
 * @param name which case, in words
 * @param value median over the rounds
 * @param low smallest of the rounds
 * @param high largest of the rounds
 * @param unit of the three
 */
public record Figure(String section, String name, double value, double low, double high, String unit) {

    /** A figure that was read once. */
    static Figure of(String section, String name, double value, String unit) {
        return new Figure(section, name, value, value, value, unit);
    }
}
