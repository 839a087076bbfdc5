package dev.blueline.monitor;

import org.hipparchus.special.Erf;

/** The standard normal distribution. */
final class Normal {
    private Normal() {}

    /** The value that is not exceeded with probability {@code p}. */
    static double quantile(double p) {
        return Math.sqrt(2) * Erf.erfInv(2 * p - 1);
    }

    /** Probability of more than {@code z}. */
    static double above(double z) {
        return Erf.erfc(z / Math.sqrt(2)) / 2;
    }
}
