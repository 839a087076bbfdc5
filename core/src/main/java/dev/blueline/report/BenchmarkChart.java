package dev.blueline.report;

import dev.blueline.scaling.SaturationCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All benchmarks in one picture: points of the best so far, curves through them, above the floor of each. */
final class BenchmarkChart {
    private static final int STEPS = 80;

    private BenchmarkChart() {}

    static Chart of(BenchmarkReport.Page page) {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (BenchmarkReport.Line line : page.lines()) {
            for (SaturationCurve.Point point : line.benchmark().frontier()) {
                from = Math.min(from, point.at());
                to = Math.max(to, point.at());
            }
        }
        double margin = Math.max(0.03 * (to - from), 1e-3);
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        Map<String, SizeStyle> styles = SizeStyle.of(
                page.lines().stream().map(line -> line.benchmark().name()).toList());
        LogAxis up = new LogAxis("", 0, 1, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0), tick -> Format.fixed(tick, 1));
        List<Double> ticks = ticks(from - margin, to + margin);
        series.add(LogAxis.ticksOf(new LogAxis("", from, to, ticks, page.place()), up));
        for (BenchmarkReport.Line line : page.lines()) {
            String name = line.benchmark().name();
            SizeStyle style = styles.getOrDefault(name, SizeStyle.OTHER);
            double floor = floor(line);
            List<Object> points = new ArrayList<>();
            for (SaturationCurve.Point point : line.benchmark().frontier()) {
                points.add(Series.point(
                        point.at(),
                        share(point.score(), floor),
                        name + "\n" + page.place().apply(point.at()) + ": " + Format.fixed(point.score(), 3)));
            }
            line.curve()
                    .ifPresent(curve ->
                            series.add(Series.line(name, style.color(), "", style.dash(), 1.8, drawn(curve, floor))));
            series.add(Series.marks(name, style.color(), style.symbol(), 8, true, points));
            legend.add(Chart.Key.both(name, style));
        }
        return new Chart(
                "saturation-chart",
                "The best score so far on each benchmark against " + page.across() + ". " + page.sentence(),
                Chart.frame(
                        axis(page.across(), from - margin, to + margin, 32),
                        axis("share of the way to a perfect score", 0, 1.02, 44),
                        series),
                legend);
    }

    private static double floor(BenchmarkReport.Line line) {
        return line.curve()
                .map(curve -> curve.floor(0.9).value())
                .orElseGet(() -> line.benchmark().chance().orElse(0));
    }

    private static double share(double score, double floor) {
        return Math.clamp((score - floor) / Math.max(1e-9, 1 - floor), 0, 1);
    }

    /** From the first to the last point. */
    private static List<Object> drawn(SaturationCurve curve, double floor) {
        double from = curve.points().getFirst().at();
        double to = curve.points().getLast().at();
        List<Object> points = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double x = from + (to - from) * i / STEPS;
            points.add(List.of(x, share(curve.at(x), floor)));
        }
        return points;
    }

    /** Whole steps of 1, 2 or 5 that give four to ten ticks. */
    private static List<Double> ticks(double from, double to) {
        double[] all = LogAxis.ticks(Math.max(1e-9, from), to, 4);
        List<Double> ticks = new ArrayList<>();
        for (double tick : all) {
            ticks.add(tick);
        }
        return ticks;
    }

    private static Map<String, Object> axis(String name, double min, double max, int gap) {
        Map<String, Object> axis = new LinkedHashMap<>();
        axis.put("type", "value");
        axis.put("min", min);
        axis.put("max", max);
        axis.put("name", name);
        axis.put("nameLocation", "middle");
        axis.put("nameGap", gap);
        axis.put("nameTextStyle", Spec.of("color", "@ink", "fontSize", 13));
        for (String part : List.of("axisLabel", "axisTick", "splitLine")) {
            axis.put(part, Spec.of("show", false));
        }
        axis.put("axisLine", Spec.of("onZero", false, "lineStyle", Spec.of("color", "@axis")));
        return axis;
    }
}
