package dev.blueline.cli;

import dev.blueline.scaling.Analysis;
import dev.blueline.scaling.Approaches;
import dev.blueline.scaling.Fit;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.Repetition;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.TaskLadder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A fit for people. */
final class FitText {
    private final StringBuilder out = new StringBuilder();
    private final FitResult result;

    private FitText(FitResult result) {
        this.result = result;
    }

    static String of(FitResult result) {
        FitText text = new FitText(result);
        text.head();
        text.parameters();
        text.change();
        text.repetition();
        text.rivals();
        text.optima();
        text.approaches();
        text.counts();
        text.warnings();
        return text.out.toString();
    }

    private void head() {
        Analysis analysis = result.analysis();
        Fit fit = analysis.law().fit();
        line("%s: %d runs; %s", result.file(), result.runs().observations().size(), columns());
        line("Law: %s, L = %s", LawName.of(fit.family()), formula(fit));
        line(
                "Minimised: mean %s; %d of %d starts of the search ended at the optimum.",
                result.settings().objective().words(), fit.startsAtOptimum(), fit.starts());
        line(
                "Intervals: %.0f%%, from %d refits (%s).",
                100 * analysis.level(),
                result.settings().draws(),
                result.settings().resampling().words());
        line("");
    }

    private String formula(Fit fit) {
        return result.runs().oneAxis()
                ? fit.family().formulaOfX()
                : fit.family().formula();
    }

    private String columns() {
        return result.runs().columns().entrySet().stream()
                .map(entry -> entry.getKey().toUpperCase(Locale.ROOT) + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private void parameters() {
        Outlook.FittedLaw law = result.analysis().law();
        List<String> undetermined =
                result.repetition().map(Repetition::undetermined).orElse(List.of());
        law.fit()
                .law()
                .parameters()
                .forEach((name, value) -> line(
                        "  %-6s %12s   %s",
                        result.runs().oneAxis() && name.equals("C0") ? "x0" : name,
                        number(value),
                        undetermined.contains(name)
                                ? "undetermined"
                                : interval(law.intervals().get(name))));
        line("");
        line(
                "Residuals: %.2f%% root mean square in log loss.%s",
                100 * law.fit().rmse(),
                law.medianMiss().isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " Held out by compute: median miss %.2f%% over %d predictions at least twice beyond a cut.",
                                100 * law.medianMiss().getAsDouble(),
                                law.backtests().size()));
    }

    private void change() {
        result.change().ifPresent(change -> {
            line("");
            String found = switch (change.finding()) {
                case BREAK ->
                    String.format(
                            Locale.ROOT,
                            "Break: at %s %s; the loss falls %s after it. %s.",
                            number(change.at().orElseThrow().x()),
                            "[" + number(change.at().orElseThrow().low()) + ", "
                                    + number(change.at().orElseThrow().high()) + "]",
                            change.steepens() ? "faster" : "more slowly",
                            change.reason());
                case SMOOTH -> "Break: none shown. " + change.reason() + ".";
                case UNDETERMINED -> "Break: undetermined. " + change.reason() + ".";
            };
            out.append(found)
                    .append(" Compared with the power law with floor, ")
                    .append(change.independent())
                    .append(" independent runs.\n");
        });
    }

    private void repetition() {
        result.repetition().ifPresent(found -> {
            Target at = found.largest();
            line("");
            line(
                    "Ten times the compute of the largest run (N = %s, D = %s, %s different):",
                    number(at.parameters()), number(at.tokens()), number(at.uniqueTokens()));
            Columns table =
                    new Columns("  ").words("spent on", 0).words("loss", 0).words("interval of loss", 0);
            table.row(
                    "different text, 10 D",
                    number(found.fresh().value()),
                    interval(found.fresh().interval()));
            table.row(
                    "parameters, 10 N",
                    number(found.parameters().value()),
                    interval(found.parameters().interval()));
            table.row(
                    "the same text, 10 times as often",
                    number(found.repeated().value()),
                    interval(found.repeated().interval()));
            out.append(table.text(Terminal.Stream.OUTPUT.width()));
            out.append(worth(found));
            line("");
            out.append(half(found));
        });
    }

    /** Text against parameters. */
    private static String worth(Repetition found) {
        double value = found.advantage().value();
        Outlook.Interval ends = found.advantage().interval();
        String which = ends.low() > 0
                ? "Text is worth more than parameters here"
                : ends.high() < 0 ? "Parameters are worth more than text here" : "Which is worth more is open";
        return which
                + String.format(
                        Locale.ROOT,
                        ": different text ends %s %s than parameters, interval %s.%n",
                        number(Math.abs(value)),
                        value >= 0 ? "lower" : "higher",
                        interval(value >= 0 ? ends : new Outlook.Interval(-ends.high(), -ends.low())));
    }

    private static String half(Repetition found) {
        String most = "; the most in these runs is " + number(found.mostEpochs()) + ".\n";
        return found.half()
                .map(half -> "A further token is worth half of a fresh one after " + number(half.value()) + " epochs "
                        + interval(half.interval()) + most)
                .orElse("After how many epochs a token is worth half of a fresh one is undetermined" + most);
    }

    private void rivals() {
        Analysis analysis = result.analysis();
        if (analysis.laws().size() < 2) {
            return;
        }
        line("");
        line("Laws compared: weight follows from errors on held-out runs of more compute and from the misfit.");
        Columns table = new Columns("  ")
                .words("law", 0)
                .figures("weight", 0)
                .figures("median held-out miss", 0)
                .figures("residuals", 2)
                .figures("AICc", 1);
        for (Outlook.FittedLaw law : analysis.laws()) {
            table.row(
                    LawName.of(law.fit().family()),
                    String.format(Locale.ROOT, "%.1f%%", 100 * law.weight()),
                    law.medianMiss().isEmpty()
                            ? "-"
                            : String.format(
                                    Locale.ROOT,
                                    "%.2f%%",
                                    100 * law.medianMiss().getAsDouble()),
                    String.format(Locale.ROOT, "%.2f%%", 100 * law.fit().rmse()),
                    String.format(Locale.ROOT, "%.1f", law.fit().aicc()));
        }
        out.append(table.text(Terminal.Stream.OUTPUT.width()));
        line("  AICc of laws of compute alone is of the frontier runs only and does not compare with the others.");
    }

    private void optima() {
        Analysis analysis = result.analysis();
        if (analysis.optima().isEmpty()) {
            return;
        }
        line("");
        line(
                "Best size and tokens for a compute (C = %.3g N D):",
                analysis.study().mixture().span().flopsPerParameterToken());
        Columns table = new Columns("  ")
                .words("C", 0)
                .words("N", 0)
                .words("interval of N", 2)
                .words("D", 0)
                .words("interval of D", 2)
                .words("loss", 0)
                .words("interval of loss", 1);
        for (Analysis.Optimum best : analysis.optima()) {
            table.row(
                    number(best.compute()),
                    number(best.parameters()),
                    interval(best.parametersInterval()),
                    number(best.tokens()),
                    interval(best.tokensInterval()),
                    number(best.loss()),
                    interval(best.lossInterval()));
        }
        out.append(table.text(Terminal.Stream.OUTPUT.width()));
    }

    private void approaches() {
        Analysis analysis = result.analysis();
        if (analysis.approaches().isEmpty()
                || analysis.approaches().get().ways().isEmpty()) {
            return;
        }
        Approaches approaches = analysis.approaches().get();
        line("");
        line("Exponent a of the best size, N* ~ C^a, by the three approaches of Hoffmann et al.:");
        for (Approaches.Way way : approaches.ways()) {
            line(
                    "  %d %-30s %8s %-20s from %d %s",
                    way.number(),
                    way.words(),
                    number(way.exponent()),
                    interval(way.interval()),
                    way.points(),
                    way.number() == 1 ? "frontier corners" : way.number() == 2 ? "budgets" : "runs");
        }
        if (approaches.ways().size() > 1) {
            line(
                    "  Disagreement: %.3f in the exponent, %.2f times in the best size at the largest compute.",
                    approaches.disagreement(), approaches.sizeFactor());
        }
    }

    private void counts() {
        Map<String, Approaches.Way> counts = result.analysis().counts();
        if (counts.isEmpty()) {
            return;
        }
        line("");
        line("The same by other counts of parameters:");
        counts.forEach((name, way) -> line(
                "  N = %-28s a %8s %-20s best N at the largest compute %s %s",
                name,
                number(way.exponent()),
                interval(way.interval()),
                number(way.size()),
                interval(way.sizeInterval())));
    }

    private void warnings() {
        line("");
        if (result.analysis().warnings().isEmpty()) {
            line("No warnings.");
        }
        for (String warning : result.analysis().warnings()) {
            out.append("Warning: ").append(warning).append('\n');
        }
    }

    static String of(TaskLadder ladder, String file, RunColumns.Runs runs, double level) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s: %d runs%nStep 1: task loss = %s%n",
                file,
                runs.observations().size(),
                ladder.loss().family().formula()));
        ladder.loss()
                .law()
                .parameters()
                .forEach((name, value) -> out.append(String.format(Locale.ROOT, "  %-8s %12s%n", name, number(value))));
        out.append(String.format(Locale.ROOT, "  residuals %.2f%%%n", 100 * ladder.lossError()));
        out.append("Step 2: accuracy = chance + gain / (1 + exp(k (loss - middle)))\n");
        FitJson.link(ladder.link())
                .forEach((name, value) -> out.append(String.format(Locale.ROOT, "  %-8s %12s%n", name, number(value))));
        out.append(String.format(
                Locale.ROOT,
                "  residuals %.1f points of accuracy; both steps chained %.1f points%n",
                100 * ladder.linkError(),
                100 * ladder.chainedError()));
        FitJson.beyond(ladder, runs, level)
                .forEach((name, value) -> out.append(String.format(
                        Locale.ROOT,
                        "Best run at %s: accuracy %.1f%% [%.1f%%, %.1f%%]%n",
                        name,
                        100 * value.accuracy(),
                        100 * value.low(),
                        100 * value.high())));
        return out.toString();
    }

    /** Five significant digits or so, with an exponent where the number is large or small. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size >= 1e5 || size < 1e-3)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return String.format(
                Locale.ROOT, size >= 1000 ? "%.1f" : size >= 10 ? "%.2f" : size >= 1 ? "%.4f" : "%.5f", value);
    }

    private static String interval(Outlook.@org.jspecify.annotations.Nullable Interval interval) {
        return interval == null ? "" : "[" + number(interval.low()) + ", " + number(interval.high()) + "]";
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
