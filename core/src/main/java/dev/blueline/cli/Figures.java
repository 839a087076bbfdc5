package dev.blueline.cli;

import dev.blueline.scaling.Target;
import java.util.Locale;

/** Figures as the commands on laws print them. */
final class Figures {
    private Figures() {}

    /** Four decimals. */
    static String loss(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "-";
    }

    /** A metric: 0.1234, and a perplexity of thousands as 1234.5. */
    static String metric(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%.5g" : "%.4f", value);
    }

    /** A size or a number of tokens: 7.00B, 1.20T. */
    static String count(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        String[] units = {"", "k", "M", "B", "T"};
        int unit = 0;
        double left = value;
        while (left >= 999.5 && unit < units.length - 1) {
            left /= 1000;
            unit++;
        }
        return left >= 1e4 ? power(value) : digits(left) + units[unit];
    }

    private static String digits(double value) {
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** FLOPs: 3.20e21. */
    static String power(double value) {
        return String.format(Locale.ROOT, "%.2e", value).replace("e+", "e");
    }

    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f%%", 100 * share) : "-";
    }

    /** With its sign. */
    static String signedPercent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%+.2f%%", 100 * share) : "-";
    }

    /** A factor: 1.4, 23, 1200. */
    static String factor(double value) {
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value);
    }

    /** A point in words. */
    static String point(Target at) {
        String different = at.uniqueTokens() < at.tokens() ? " (" + count(at.uniqueTokens()) + " different)" : "";
        return "N " + count(at.parameters()) + ", D " + count(at.tokens()) + different + ", C " + power(at.compute())
                + " FLOPs";
    }
}
