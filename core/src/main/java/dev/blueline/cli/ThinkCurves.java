package dev.blueline.cli;

import dev.blueline.problems.Task;
import dev.blueline.testtime.Accuracy;
import dev.blueline.testtime.CoverageForecasts;
import dev.blueline.testtime.Curve;
import dev.blueline.testtime.CurveVerdict;
import dev.blueline.testtime.EqualCompute;
import dev.blueline.testtime.Saving;
import dev.blueline.testtime.Strategy;
import dev.blueline.testtime.StrategyCurve;
import dev.blueline.testtime.ThinkingReport;
import dev.blueline.testtime.WithoutThought;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that curves show.
 *
 * @param few responses to each problem that coverage was forecast from
 */
record ThinkCurves(
        String run,
        Task task,
        int samples,
        int few,
        ThinkingReport report,
        Map<Integer, WithoutThought> without,
        List<CoverageForecasts.Scored> forecasts)
        implements ThinkOutput {

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s, %d held-out problems, %d responses to each. Intervals are 90%%, over problems.%n",
                task.name(),
                report.all().problems(),
                samples));
        out.append("\nAccuracy against compute, all levels; x counts FLOPs of a greedy answer\n\n")
                .append(curves());
        out.append(
                "\nAt equal FLOPs, by level. Column 1 is one answer; - where the responses drawn do not suffice or are too many\n");
        report.levels().forEach((level, part) -> out.append(equal(level, part)));
        if (!report.savings().isEmpty()) {
            out.append("\nStopping early, on all levels mixed\n\n").append(savings());
        }
        if (!forecasts.isEmpty()) {
            out.append("\nCoverage forecast from ")
                    .append(few)
                    .append(" responses to each problem, registered before the others were drawn\n\n")
                    .append(coverage());
        }
        out.append(String.format(
                Locale.ROOT,
                "%nWhich line, over the next tenfold of what may be spent; less than %.2f of accuracy does not count%n%n",
                CurveVerdict.THRESHOLD));
        out.append(verdicts());
        return out.toString();
    }

    private String curves() {
        Columns table = new Columns("  ")
                .words("strategy", 0)
                .figures("attempts", 0)
                .figures("x", 0)
                .figures("right", 0)
                .figures("90%", 0)
                .figures("tokens", 2)
                .figures("FLOPs", 1)
                .figures("verifier steps", 3);
        for (StrategyCurve curve : report.all().curves()) {
            List<Curve.Point> points = curve.points();
            for (int i = 0; i < points.size(); i++) {
                Curve.Point point = points.get(i);
                Accuracy accuracy = curve.accuracy(i);
                table.row(
                        i == 0 ? curve.strategy().word() : "",
                        Integer.toString(point.most()),
                        Figures.factor(point.flops() / report.all().equal().one()),
                        ThinkFigures.three(accuracy.value()),
                        ThinkFigures.three(accuracy.low()) + "-" + ThinkFigures.three(accuracy.high()),
                        String.format(Locale.ROOT, "%.0f", point.tokens()),
                        Figures.power(point.flops()),
                        point.verified() > 0 ? String.format(Locale.ROOT, "%.0f", point.verifierSteps()) : "");
            }
        }
        return table.text(Terminal.Stream.OUTPUT.width()) + reach();
    }

    private String reach() {
        EqualCompute equal = report.all().equal();
        double reach =
                report.all().curves().stream().mapToDouble(equal::reach).max().orElse(1);
        return reach >= 1000
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%nThe longest curve reaches %.0fx; --samples %d would reach 1,000x.%n",
                        reach,
                        needed(reach));
    }

    private int needed(double reach) {
        int needed = samples;
        while (needed * reach / samples < 1000) {
            needed *= 2;
        }
        return needed;
    }

    private String equal(int level, ThinkingReport.Part part) {
        EqualCompute equal = part.equal();
        Columns table = new Columns("  ").words("x", 0);
        equal.multiples().forEach(multiple -> table.figures(Integer.toString(multiple), 0));
        for (EqualCompute.Row row : equal.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.strategy().word()));
            for (int i = 0; i < equal.multiples().size(); i++) {
                cells.add(row.accuracy(i).map(ThinkFigures::withError).orElse("-"));
            }
            table.row(cells.toArray(String[]::new));
        }
        Optional<WithoutThought> guesses = Optional.ofNullable(without.get(level));
        guesses.ifPresent(guess -> table.row(guessed(part, guess)));
        StringBuilder out = new StringBuilder(
                String.format(Locale.ROOT, "%nLevel %d, %s%n%n", level, ThinkFigures.name(task, level)));
        out.append(table.text(Terminal.Stream.OUTPUT.width()));
        for (int i = 1; i < equal.multiples().size(); i++) {
            out.append(best(equal, i));
        }
        guesses.flatMap(guess -> solver(guess)).ifPresent(out::append);
        return out.toString();
    }

    /** As many guesses, verified, as a column has attempts. */
    private String[] guessed(ThinkingReport.Part part, WithoutThought guess) {
        List<String> cells = new ArrayList<>(List.of("guess and check"));
        for (int k : attempts(part)) {
            cells.add(k < 1 || k > guess.guesses() ? "-" : ThinkFigures.withError(guess.pass(k)));
        }
        return cells.toArray(String[]::new);
    }

    /** Attempts that each column pays for. */
    private static List<Integer> attempts(ThinkingReport.Part part) {
        StrategyCurve longest = part.curves().getLast();
        for (StrategyCurve curve : part.curves()) {
            longest = curve.points().getLast().flops()
                            > longest.points().getLast().flops()
                    ? curve
                    : longest;
        }
        StrategyCurve counted = longest;
        return part.equal().multiples().stream()
                .map(multiple -> multiple == 1
                        ? 1
                        : counted.attempts(multiple * part.equal().one()))
                .toList();
    }

    private static String best(EqualCompute equal, int column) {
        Optional<EqualCompute.Best> any = equal.best(column, true);
        Optional<EqualCompute.Best> unverified = equal.best(column, false);
        if (any.isEmpty() || equal.rows().size() < 3) {
            return "";
        }
        String said = any.map(best -> words(best)).orElse("");
        if (any.get().strategy() instanceof Strategy.BestOfN && unverified.isPresent()) {
            said += "; without a verifier " + words(unverified.get());
        }
        return "  Best at " + equal.multiples().get(column) + "x: " + said + "\n";
    }

    private static String words(EqualCompute.Best best) {
        String alike = best.alike().stream().map(Strategy::word).collect(Collectors.joining(", "));
        return best.strategy().word() + " " + ThinkFigures.three(best.accuracy().value())
                + (alike.isEmpty() ? "" : " (not shown to be better than " + alike + ")");
    }

    private static Optional<String> solver(WithoutThought guess) {
        return guess.solverMillis().isPresent()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "  A program that searches solves one in %.3f ms.%n",
                        guess.solverMillis().getAsDouble()))
                : Optional.empty();
    }

    private String savings() {
        Columns table = new Columns("  ")
                .figures("fixed vote", 0)
                .figures("right", 0)
                .figures("compute of the adaptive", 0)
                .figures("90%", 0);
        for (Saving saving : report.savings()) {
            table.row(
                    Integer.toString(saving.fixed()),
                    ThinkFigures.three(saving.accuracy()),
                    ThinkFigures.ratio(saving.ratio()),
                    ThinkFigures.ratio(saving.low()) + "-" + ThinkFigures.ratio(saving.high()));
        }
        Saving all = Saving.ofAllThatVotingBrings(report.savings());
        return table.text(Terminal.Stream.OUTPUT.width())
                + String.format(
                        Locale.ROOT,
                        "%nAccuracies within %.3f count as the same. A fixed vote of %d has all that voting brings here.%n",
                        Saving.ALIKE,
                        all.fixed())
                + all.words() + "\n";
    }

    private String coverage() {
        Columns table = new Columns("  ")
                .figures("level", 0)
                .words("law", 0)
                .figures("pass@" + few, 1)
                .figures("forecast", 0)
                .figures("90%", 0)
                .figures("measured", 0)
                .figures("error", 0)
                .words("inside", 2);
        for (CoverageForecasts.Scored scored : forecasts) {
            table.row(
                    Integer.toString(scored.level()),
                    scored.law(),
                    ThinkFigures.three(scored.early()),
                    ThinkFigures.three(scored.predicted()),
                    ThinkFigures.three(scored.low()) + "-" + ThinkFigures.three(scored.high()),
                    ThinkFigures.three(scored.measured()),
                    String.format(Locale.ROOT, "%+.3f", scored.error()),
                    scored.inside() ? "yes" : "no");
        }
        Map<String, Double> errors = forecasts.stream()
                .collect(Collectors.groupingBy(
                        CoverageForecasts.Scored::law,
                        LinkedHashMap::new,
                        Collectors.averagingDouble(scored -> Math.abs(scored.error()))));
        return table.text(Terminal.Stream.OUTPUT.width())
                + errors.entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %.3f", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", ", "\nMean error in points, without sign: ", ".\n"));
    }

    private String verdicts() {
        StringBuilder out = new StringBuilder();
        report.all()
                .verdicts()
                .forEach((word, verdict) ->
                        out.append(String.format(Locale.ROOT, "  %-10s %s%n", word, ThinkFigures.inWords(verdict))));
        Columns table = new Columns("  ").words("level", 0);
        report.all().verdicts().keySet().forEach(word -> table.words(word, 0));
        table.figures("mode right", 1).figures("ever right", 1);
        report.levels().forEach((level, part) -> {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(level)));
            report.all()
                    .verdicts()
                    .keySet()
                    .forEach(word ->
                            cells.add(Optional.ofNullable(part.verdicts().get(word))
                                    .map(ThinkFigures::colour)
                                    .orElse("-")));
            cells.add(ThinkFigures.three(part.ceiling()));
            cells.add(ThinkFigures.three(part.covered()));
            table.row(cells.toArray(String[]::new));
        });
        return out.append('\n')
                .append(table.text(Terminal.Stream.OUTPUT.width()))
                .toString();
    }

    @Override
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("run", run);
        root.put("task", task.name());
        root.put("samples", samples);
        root.put("all", json(report.all()));
        List<Object> levels = new ArrayList<>();
        report.levels().forEach((level, part) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("level", level);
            one.putAll(json(part));
            Optional.ofNullable(without.get(level)).ifPresent(guess -> {
                List<Integer> attempts = attempts(part);
                one.put(
                        "guess",
                        attempts.stream()
                                .filter(k -> k >= 1 && k <= guess.guesses())
                                .map(k -> Map.of("attempts", k, "right", guess.pass(k)))
                                .toList());
                guess.solverMillis().ifPresent(millis -> one.put("solver_milliseconds", millis));
            });
            levels.add(one);
        });
        root.put("levels", levels);
        root.put("savings", report.savings().stream().map(ThinkCurves::json).toList());
        root.put(
                "coverage_forecasts",
                forecasts.stream()
                        .map(scored -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("level", scored.level());
                            one.put("law", scored.law());
                            one.put("early", scored.early());
                            one.put("predicted", scored.predicted());
                            one.put("low", scored.low());
                            one.put("high", scored.high());
                            one.put("measured", scored.measured());
                            one.put("error", scored.error());
                            one.put("inside", scored.inside());
                            return one;
                        })
                        .toList());
        return ThinkOutput.JSON.writeValueAsString(root);
    }

    private static Map<String, Object> json(Saving saving) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("fixed", saving.fixed());
        one.put("accuracy", saving.accuracy());
        ThinkFigures.finite(one, "ratio", saving.ratio());
        ThinkFigures.finite(one, "low", saving.low());
        ThinkFigures.finite(one, "high", saving.high());
        return one;
    }

    private static Map<String, Object> json(ThinkingReport.Part part) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("problems", part.problems());
        root.put("greedy_flops", part.equal().one());
        root.put("mode_right", part.ceiling());
        root.put("ever_right", part.covered());
        List<Object> strategies = new ArrayList<>();
        for (int s = 0; s < part.curves().size(); s++) {
            StrategyCurve curve = part.curves().get(s);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("strategy", curve.strategy().word());
            List<Object> points = new ArrayList<>();
            for (int i = 0; i < curve.sizes().size(); i++) {
                points.add(point(
                        curve.points().get(i), curve.accuracy(i), part.equal().one()));
            }
            one.put("points", points);
            List<Object> equal = new ArrayList<>();
            for (int i = 0; i < part.equal().multiples().size(); i++) {
                Optional<Accuracy> at = part.equal().rows().get(s).accuracy(i);
                Map<String, Object> cell = new LinkedHashMap<>();
                cell.put("multiple", part.equal().multiples().get(i));
                at.ifPresent(accuracy -> ThinkFigures.accuracy(cell, accuracy));
                if (at.isPresent()) {
                    equal.add(cell);
                }
            }
            one.put("equal_flops", equal);
            Optional.ofNullable(part.verdicts().get(curve.strategy().word())).ifPresent(verdict -> {
                one.put("verdict", ThinkFigures.colour(verdict));
                one.put("why", ThinkFigures.inWords(verdict));
            });
            strategies.add(one);
        }
        root.put("strategies", strategies);
        List<Object> best = new ArrayList<>();
        for (int i = 1; i < part.equal().multiples().size(); i++) {
            int column = i;
            for (boolean verified : new boolean[] {true, false}) {
                part.equal().best(column, verified).ifPresent(of -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("multiple", part.equal().multiples().get(column));
                    one.put("verifier", verified);
                    one.put("strategy", of.strategy().word());
                    one.put("alike", of.alike().stream().map(Strategy::word).toList());
                    best.add(one);
                });
            }
        }
        root.put("compute_optimal", best);
        return root;
    }

    private static Map<String, Object> point(Curve.Point point, Accuracy accuracy, double one) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("attempts", point.most());
        root.put("multiple", point.flops() / one);
        ThinkFigures.accuracy(root, accuracy);
        root.put("tokens", point.tokens());
        root.put("flops", point.flops());
        root.put("verified", point.verified());
        root.put("verifier_steps", point.verifierSteps());
        root.put("verifier_seconds", point.verifierSeconds());
        return root;
    }
}
