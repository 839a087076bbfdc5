package dev.blueline.report;

import dev.blueline.evaluation.AboveChance;
import dev.blueline.evaluation.LogisticCurve;
import dev.blueline.evaluation.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Accuracy on facts against how often they were stated, a curve for each size; facts never stated stand at the left. */
final class MemoryChart {
    private static final int STEPS = 40;
    /** Factor between the sizes' marks of facts never stated, so that they do not lie on one another. */
    private static final double APART = 1.055;

    private MemoryChart() {}

    static Chart of(Memory memory) {
        double least =
                memory.curves().stream().mapToDouble(Memory.Curve::least).min().orElseThrow();
        double never = least / 3.5;
        double lowest = memory.curves().stream()
                .flatMapToDouble(MemoryChart::scores)
                .min()
                .orElse(0);
        double floor = ShareAxis.least(lowest);
        LogAxis across = across(least, never, memory.most());
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        series.add(LogAxis.ticksOf(across, ShareAxis.ticks(floor)));
        Map<String, SizeStyle> styles =
                SizeStyle.of(memory.curves().stream().map(Memory.Curve::size).toList());
        for (Memory.Curve curve : memory.curves()) {
            SizeStyle style = styles.getOrDefault(curve.size(), SizeStyle.OTHER);
            List<Object> points = new ArrayList<>();
            for (Memory.Point point : curve.points()) {
                points.add(Series.point(
                        point.statements(),
                        point.score().value(),
                        point.rung() + " seed " + point.seed() + "\n" + Format.significant(point.statements())
                                + " statements a fact\n" + SkillWords.interval(point.score())));
            }
            Map<String, Object> marks = Series.marks(curve.size(), style.color(), style.symbol(), 7, true, points);
            series.add(marks);
            double at = never * Math.pow(APART, legend.size() - (memory.curves().size() - 1) / 2.0);
            curve.unstated().ifPresent(score -> series.add(unstated(curve.size(), style, at, score)));
            curve.curve()
                    .ifPresent(fit -> series.add(
                            Series.line(curve.size(), style.color(), "", style.dash(), 1.8, line(curve, fit))));
            legend.add(Chart.Key.both(curve.size(), style));
        }
        return new Chart(
                "memory-chart",
                "Accuracy above chance on facts against the mean number of times a fact was stated in training, by size.",
                Chart.frame(across.spec(32), ShareAxis.aboveChance(floor), series),
                legend);
    }

    private static DoubleStream scores(Memory.Curve curve) {
        return DoubleStream.concat(
                curve.points().stream().mapToDouble(point -> point.score().value()),
                curve.unstated().stream().mapToDouble(AboveChance::low));
    }

    private static LogAxis across(double least, double never, double most) {
        LogAxis counts =
                LogAxis.around("times a fact was stated in training", DoubleStream.of(least, most), 3, Format::plain);
        List<Double> ticks = new ArrayList<>();
        ticks.add(never);
        ticks.addAll(counts.ticks());
        return new LogAxis(
                counts.name(),
                never / 1.5,
                counts.max(),
                ticks,
                tick -> tick == never ? "never" : Format.shortCount(tick));
    }

    private static Map<String, Object> unstated(String size, SizeStyle style, double at, AboveChance score) {
        return Series.withErrorBars(
                Series.marks(
                        size,
                        style.color(),
                        style.symbol(),
                        9,
                        false,
                        List.of(Series.point(
                                at, score.value(), size + ", facts never stated\n" + SkillWords.interval(score)))),
                style.color(),
                1,
                List.of(new double[] {at, score.low(), score.high()}));
    }

    private static List<Object> line(Memory.Curve curve, LogisticCurve fit) {
        List<Object> line = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double x = curve.least() * Math.pow(curve.most() / curve.least(), i / (double) STEPS);
            line.add(List.of(x, fit.at(x)));
        }
        return line;
    }
}
