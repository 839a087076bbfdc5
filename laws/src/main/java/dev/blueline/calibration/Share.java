package dev.blueline.calibration;

/**
 * A share of counts with its 95% interval (Wilson 1927, score interval).
 *
 * @param value NaN if nothing was counted
 */
public record Share(double value, double low, double high) {
    private static final double Z = 1.959963984540054;

    /** So many out of so many. */
    public static Share of(int part, int whole) {
        if (whole == 0) {
            return new Share(Double.NaN, 0, 1);
        }
        double p = (double) part / whole;
        double z2 = Z * Z / whole;
        double middle = (p + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(p * (1 - p) / whole + z2 / (4 * whole));
        return new Share(p, Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
