package dev.blueline.cli;

import dev.blueline.comparison.Challenger;
import dev.blueline.comparison.Comparison;
import dev.blueline.comparison.Estimate;
import dev.blueline.report.ComparisonReport;
import dev.blueline.study.Rung;
import java.util.Locale;

/** A comparison of recipes, as a table for people or as JSON for programs. */
final class ComparisonTable {
    private ComparisonTable() {}

    static String text(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        for (Challenger challenger : comparison.challengers()) {
            text.append(text(comparison, challenger));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nMultiplier: how many times a recipe's compute the baseline needs for the recipe's loss, %s; from %s. Brackets: %.0f%% intervals.%n",
                comparison.growth().words(),
                comparison.law(),
                100 * comparison.level()));
        return text.toString();
    }

    private static String text(Comparison comparison, Challenger challenger) {
        StringBuilder text = new StringBuilder();
        text.append(String.format("%n%s against %s%n%n", challenger.name(), comparison.baseline()));
        Columns table = new Columns("  ")
                .words("size", 0)
                .words("tokens", 0)
                .figures("FLOPs", 3)
                .figures("loss", 2)
                .words("multiplier", 0)
                .words("compared by", 1);
        for (Challenger.Point point : challenger.points()) {
            table.row(
                    Rung.inWords(Math.round(point.parameters())),
                    Rung.inWords(Math.round(point.tokens())),
                    String.format(Locale.ROOT, "%.2e", point.compute()),
                    String.format(Locale.ROOT, "%+.2f%%", 100 * Math.expm1(-point.gain())),
                    factor(point.multiplier()),
                    point.replicates() + ", " + point.match().words());
        }
        text.append(table.text(Terminal.Stream.OUTPUT.width()));
        Estimate slope = challenger.trend().slope();
        Estimate tenfold = new Estimate(Math.exp(slope.value()), Math.exp(slope.low()), Math.exp(slope.high()));
        text.append(String.format(
                Locale.ROOT,
                "%n  average                              %s%n  each tenfold of compute times        %s%n  forecast at %8.2e                 %s%n%n%s%n",
                factor(challenger.average()),
                factor(tenfold),
                challenger.forecastCompute(),
                factor(challenger.forecast()),
                challenger.sentence()));
        challenger.notes().forEach(note -> text.append("Note: ").append(note).append(".\n"));
        return text.toString();
    }

    private static String factor(Estimate estimate) {
        return factor(estimate.value()) + " [" + factor(estimate.low()) + ", " + factor(estimate.high()) + "]";
    }

    private static String factor(double value) {
        return value > 99
                ? String.format(Locale.ROOT, "%.1g", value).replace("e+", "e")
                : String.format(Locale.ROOT, "%.2f", value);
    }

    static String json(Comparison comparison) {
        return ComparisonReport.json(comparison).toPrettyString();
    }
}
