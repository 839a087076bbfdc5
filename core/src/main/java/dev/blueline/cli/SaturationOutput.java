package dev.blueline.cli;

import dev.blueline.report.BenchmarkReport;
import dev.blueline.scaling.Benchmark;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.SaturationCurve;
import dev.blueline.scaling.SaturationTrend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Curves of benchmarks for people, for machines and for a page.
 *
 * @param lines benchmarks with their curves
 * @param trend of the time a rise takes; empty on compute, or where benchmarks are few
 * @param level of the intervals
 * @param difference in score for which items are counted
 */
record SaturationOutput(
        BenchmarkTable table,
        List<BenchmarkReport.Line> lines,
        Optional<SaturationTrend> trend,
        double level,
        double difference) {

    static SaturationOutput of(
            BenchmarkTable table, int draws, long seed, double level, double difference, DoubleConsumer progress) {
        List<BenchmarkReport.Line> lines = new ArrayList<>();
        for (Benchmark benchmark : table.benchmarks()) {
            List<SaturationCurve.Point> frontier = benchmark.frontier();
            lines.add(new BenchmarkReport.Line(
                    benchmark,
                    frontier.size() < SaturationCurve.FEWEST
                            ? Optional.empty()
                            : Optional.of(SaturationCurve.fit(frontier, benchmark.chance(), draws, seed))));
            progress.accept((double) lines.size() / table.benchmarks().size());
        }
        List<SaturationTrend.Rise> rises = lines.stream()
                .flatMap(line -> line.curve().stream())
                .filter(curve -> curve.undetermined().isEmpty())
                .map(curve -> new SaturationTrend.Rise(
                        curve.middle(level).value(), curve.tenToNinety(level).value()))
                .toList();
        return new SaturationOutput(
                table,
                lines,
                table.overTime() ? SaturationTrend.of(rises, level) : Optional.empty(),
                level,
                difference);
    }

    String text() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d benchmark%s over %s. S = floor + (ceiling - floor) / (1 + exp(-r (x - middle))), fitted to the best score so far.%n"
                        + "Brackets: %.0f%% intervals.%n",
                table.file(),
                lines.size(),
                lines.size() == 1 ? "" : "s",
                table.overTime() ? "time" : "compute",
                100 * level));
        for (BenchmarkReport.Line line : lines) {
            out.append('\n').append(line.benchmark().name()).append('\n');
            facts(line).forEach((name, value) -> out.append(String.format(Locale.ROOT, "  %-22s %s%n", name, value)));
        }
        return out.append('\n').append(sentence()).append('\n').toString();
    }

    private Map<String, String> facts(BenchmarkReport.Line line) {
        Benchmark benchmark = line.benchmark();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "scores",
                benchmark.entries().size() + ", best " + share(benchmark.best()) + " by "
                        + benchmark.top().getFirst().model());
        if (line.curve().isEmpty()) {
            facts.put("curve", "none: fewer than " + SaturationCurve.FEWEST + " different places");
        } else {
            curve(line.curve().get(), benchmark, facts);
        }
        facts.put("top five", apart(benchmark));
        facts.put("items needed", needed(benchmark));
        return facts;
    }

    private void curve(SaturationCurve curve, Benchmark benchmark, Map<String, String> facts) {
        facts.put(
                "floor",
                benchmark.chance().isPresent()
                        ? share(curve.floor(level).value()) + " (given)"
                        : share(curve.floor(level)));
        facts.put("ceiling", share(curve.ceiling(level)));
        facts.put("middle", places(curve.middle(level)));
        facts.put("10% to 90%", lengths(curve.tenToNinety(level)));
        facts.put(
                "saturated (95%)",
                curve.undetermined()
                        .map(why -> "undetermined: " + why)
                        .orElseGet(() -> places(curve.saturation(level))));
        benchmark
                .human()
                .ifPresent(human -> facts.put(
                        "human level " + share(human),
                        curve.reaches(human).stream()
                                .mapToObj(this::place)
                                .findFirst()
                                .map(when ->
                                        (benchmark.best() >= human ? "reached about " : "reached by the curve about ")
                                                + when)
                                .orElse(benchmark.best() >= human ? "below the curve" : "above the curve's ceiling")));
    }

    private String apart(Benchmark benchmark) {
        List<Benchmark.Entry> top = benchmark.top();
        if (top.size() < 2) {
            return "one model";
        }
        double gap = top.getFirst().score() - top.getLast().score();
        return share(gap) + " between the first and the " + (top.size() == 2 ? "second" : "last") + " of " + top.size()
                + ": "
                + benchmark
                        .tellsTopApart()
                        .map(tells -> tells ? "told apart by its items" : "not told apart by its items")
                        .orElseGet(() -> gap > 0
                                ? "takes "
                                        + Benchmark.itemsNeeded(top.getFirst().score(), gap)
                                        + " items, and their number is not known (column items)"
                                : "equal");
    }

    private String needed(Benchmark benchmark) {
        double least = Math.min(difference, benchmark.best());
        if (!(least > 0)) {
            return "no model is right on any item";
        }
        long needed = Benchmark.itemsNeeded(benchmark.best(), least);
        return needed + " for a difference of " + share(least) + " below the best"
                + (benchmark.items().isPresent()
                        ? "; it has " + benchmark.items().getAsLong()
                        : "");
    }

    /** What all benchmarks say together. */
    String sentence() {
        if (trend.isEmpty()) {
            return table.overTime()
                    ? "Whether benchmarks saturate ever faster needs four of them whose ceiling can be told."
                    : "Whether benchmarks saturate ever faster needs a column date.";
        }
        SaturationTrend found = trend.get();
        String what = found.interval().high() < 1
                ? "Benchmarks saturate ever faster"
                : found.interval().low() > 1
                        ? "Benchmarks last ever longer"
                        : "No change in how fast benchmarks saturate is proven";
        return String.format(
                Locale.ROOT,
                "%s: with each year of a benchmark's middle the time from 10%% to 90%% changes by a factor of %.2f [%.2f, %.2f], over %d benchmarks.",
                what,
                found.factor(),
                found.interval().low(),
                found.interval().high(),
                found.benchmarks());
    }

    private String place(double at) {
        return table.overTime() ? Dates.month(at) : String.format(Locale.ROOT, "%.2g FLOPs", Math.exp(at));
    }

    private String places(SaturationCurve.Estimate estimate) {
        return place(estimate.value()) + " [" + place(estimate.interval().low()) + ", "
                + place(estimate.interval().high()) + "]";
    }

    private String lengths(SaturationCurve.Estimate estimate) {
        Outlook.Interval interval = estimate.interval();
        return table.overTime()
                ? String.format(
                        Locale.ROOT, "%.2f years [%.2f, %.2f]", estimate.value(), interval.low(), interval.high())
                : String.format(
                        Locale.ROOT,
                        "%.3g times the compute [%.3g, %.3g]",
                        Math.exp(estimate.value()),
                        Math.exp(interval.low()),
                        Math.exp(interval.high()));
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String share(SaturationCurve.Estimate estimate) {
        return share(estimate.value()) + " [" + share(estimate.interval().low()) + ", "
                + share(estimate.interval().high()) + "]";
    }

    /** What the page shows. */
    BenchmarkReport.Page page() {
        List<List<String>> rows = new ArrayList<>();
        for (BenchmarkReport.Line line : lines) {
            Map<String, String> facts = facts(line);
            rows.add(List.of(
                    line.benchmark().name(),
                    share(line.benchmark().best()),
                    facts.getOrDefault("ceiling", ""),
                    facts.getOrDefault("10% to 90%", ""),
                    facts.getOrDefault("saturated (95%)", facts.getOrDefault("curve", "")),
                    facts.getOrDefault("top five", "")));
        }
        return new BenchmarkReport.Page(
                table.overTime() ? "year" : "compute (FLOP)",
                table.overTime() ? year -> String.format(Locale.ROOT, "%.4g", year) : this::place,
                lines,
                sentence(),
                List.of("benchmark", "#best", "#ceiling", "#10% to 90%", "saturated (95%)", "top five"),
                rows);
    }

    Map<String, Object> json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("axis", table.overTime() ? "years" : "ln FLOPs");
        root.put("level", level);
        List<Map<String, Object>> all = new ArrayList<>();
        for (BenchmarkReport.Line line : lines) {
            all.add(json(line));
        }
        root.put("benchmarks", all);
        trend.ifPresent(found -> root.put(
                "trend",
                Map.of(
                        "factor_a_year",
                        found.factor(),
                        "interval",
                        List.of(found.interval().low(), found.interval().high()),
                        "benchmarks",
                        found.benchmarks())));
        return root;
    }

    private Map<String, Object> json(BenchmarkReport.Line line) {
        Benchmark benchmark = line.benchmark();
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("benchmark", benchmark.name());
        node.put("scores", benchmark.entries().size());
        node.put("best", benchmark.best());
        line.curve().ifPresent(curve -> {
            node.put("floor", json(curve.floor(level)));
            node.put("ceiling", json(curve.ceiling(level)));
            node.put("rate", json(curve.rate(level)));
            node.put("middle", json(curve.middle(level)));
            node.put("ten_to_ninety", json(curve.tenToNinety(level)));
            node.put("saturation", json(curve.saturation(level)));
            curve.undetermined().ifPresent(why -> node.put("undetermined", why));
            benchmark
                    .human()
                    .ifPresent(human -> curve.reaches(human).ifPresent(when -> node.put("human_reached", when)));
        });
        benchmark.tellsTopApart().ifPresent(tells -> node.put("tells_top_apart", tells));
        node.put("difference", difference);
        if (benchmark.best() >= difference) {
            node.put("items_needed", Benchmark.itemsNeeded(benchmark.best(), difference));
        }
        return node;
    }

    static Map<String, Object> json(SaturationCurve.Estimate estimate) {
        return Map.of(
                "value",
                estimate.value(),
                "interval",
                List.of(estimate.interval().low(), estimate.interval().high()));
    }
}
