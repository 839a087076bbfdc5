package dev.blueline.report;

import dev.blueline.evaluation.ClassLaws;
import dev.blueline.evaluation.Emergence;
import dev.blueline.evaluation.EmergenceLine;
import dev.blueline.evaluation.EmergenceMetric;
import dev.blueline.evaluation.SkillEmergence;
import dev.blueline.evaluation.SkillForecast;
import dev.blueline.scaling.ChangePoint;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/** Every figure of every skill against compute: a row of four small charts a skill, all axes logarithmic. */
final class EmergenceChart {
    /** Pixels of a row, of the column titles above, and of what stands above and below a small chart. */
    private static final int ROW = 158;

    private static final int TOP = 26;
    private static final int ABOVE = 24;
    private static final int BELOW = 26;

    private static final double COLUMN = 25;
    private static final double LEFT = 4.4;
    private static final double WIDTH = 19.8;
    private static final int CURVE = 40;
    private static final double NINETY = 1.645;

    private static final String RUNS = "runs";
    private static final String SMOOTH = "law without a break";
    private static final String SLOW = "law that bends slowly";
    private static final String SUDDEN = "law with a sudden turn, and where it lies";
    private static final String FORECAST = "forecast of the smaller runs";
    private static final String GUESS = "a guess";

    private EmergenceChart() {}

    /** Height of the chart in pixels. */
    static int height(Emergence emergence) {
        return TOP + ROW * emergence.skills().size();
    }

    static Chart of(Emergence emergence) {
        List<Object> grids = new ArrayList<>();
        List<Object> across = new ArrayList<>();
        List<Object> up = new ArrayList<>();
        List<Object> titles = new ArrayList<>();
        List<Object> series = new ArrayList<>();
        for (EmergenceMetric metric : EmergenceMetric.values()) {
            titles.add(title(metric.title(), COLUMN * metric.ordinal() + LEFT, 2, 13));
        }
        LogAxis compute = LogAxis.around(
                "",
                emergence.skills().stream()
                        .flatMap(skill -> skill.lines().stream())
                        .flatMapToDouble(line -> line.points().stream().mapToDouble(EmergenceLine.Point::compute)),
                2,
                Format::power);
        for (int row = 0; row < emergence.skills().size(); row++) {
            SkillEmergence skill = emergence.skills().get(row);
            int top = TOP + ROW * row;
            titles.add(title(skill.slice() + ": " + skill.answer().word(), LEFT, top + 3, 12));
            for (EmergenceLine line : skill.lines()) {
                int panel = grids.size();
                grids.add(Spec.of(
                        "left",
                        COLUMN * line.metric().ordinal() + LEFT + "%",
                        "width",
                        WIDTH + "%",
                        "top",
                        top + ABOVE,
                        "height",
                        ROW - ABOVE - BELOW));
                LogAxis falling = falling(skill, line);
                across.add(on(compute.spec(0), "gridIndex", panel));
                up.add(on(falling.spec(0), "gridIndex", panel));
                List<Map<String, Object>> drawn = new ArrayList<>();
                drawn.add(LogAxis.ticksOf(compute, falling, 10));
                drawn.addAll(panel(skill, line, compute));
                drawn.forEach(each -> series.add(on(on(each, "xAxisIndex", panel), "yAxisIndex", panel)));
            }
        }
        Map<String, Object> spec = Chart.frame(Spec.of(), Spec.of(), series);
        spec.put("grid", grids);
        spec.put("xAxis", across);
        spec.put("yAxis", up);
        spec.put("title", titles);
        return new Chart(
                "emergence-chart",
                "For each skill four small charts, of wrong answers, answers not written, Brier score and nats of the right answer, against"
                        + " effective compute, all axes logarithmic, with the law that the test favours.",
                spec,
                legend(emergence));
    }

    /** Only what is drawn. */
    private static List<Chart.Key> legend(Emergence emergence) {
        List<Chart.Key> legend = new ArrayList<>();
        legend.add(Chart.Key.mark(RUNS, "blue", SizeStyle.CIRCLE, true));
        if (any(emergence, line -> smooth(line) && line.change().smooth().isPresent())) {
            legend.add(Chart.Key.line(SMOOTH, "ink", List.of()));
        }
        if (any(emergence, line -> !smooth(line) && !line.jumps())) {
            legend.add(Chart.Key.line(SLOW, "purple", List.of(7, 3)));
        }
        if (any(emergence, EmergenceLine::jumps)) {
            legend.add(Chart.Key.line(SUDDEN, "vermillion", List.of()));
        }
        if (emergence.skills().stream().anyMatch(skill -> skill.forecast().isPresent())) {
            legend.add(Chart.Key.line(FORECAST, "green", List.of(2, 3)));
        }
        legend.add(Chart.Key.line(GUESS, "axis", List.of(4, 4)));
        return legend;
    }

    private static boolean any(Emergence emergence, Predicate<EmergenceLine> holds) {
        return emergence.skills().stream()
                .flatMap(skill -> skill.lines().stream())
                .anyMatch(holds);
    }

    private static boolean smooth(EmergenceLine line) {
        return line.change().finding() != ChangePoint.Finding.BREAK;
    }

    private static Map<String, Object> on(Map<String, Object> spec, String key, Object value) {
        spec.put(key, value);
        return spec;
    }

    private static Map<String, Object> title(String text, double left, int top, int size) {
        return Spec.of(
                "text",
                text,
                "left",
                left + "%",
                "top",
                top,
                "padding",
                0,
                "textStyle",
                Spec.of("color", "@ink", "fontSize", size, "fontWeight", size > 12 ? "normal" : "bold"));
    }

    private static LogAxis falling(SkillEmergence skill, EmergenceLine line) {
        DoubleStream.Builder values = DoubleStream.builder();
        for (EmergenceLine.Point point : line.points()) {
            double[] bar = bar(line, point);
            values.add(bar[1]).add(bar[2]);
        }
        guess(skill, line).ifPresent(values::add);
        LogAxis axis = LogAxis.around("", values.build(), 2, Format::significant);
        return line.metric().continuous() ? axis : axis.upTo(1);
    }

    /** The 90% interval of a point's noise as the test takes it, a share cut off at 1; never drawn below a third of the point. */
    private static double[] bar(EmergenceLine line, EmergenceLine.Point point) {
        double off = NINETY * point.sd();
        double high = point.value() + off;
        return new double[] {
            point.compute(),
            Math.max(point.value() / 3, point.value() - off),
            line.metric().continuous() ? high : Math.min(1, high)
        };
    }

    /** What a guess would get, where that is known: an even guess has a Brier score of 1 less chance too. */
    private static Optional<Double> guess(SkillEmergence skill, EmergenceLine line) {
        return switch (line.metric()) {
            case ACCURACY, BRIER -> skill.chance() > 0 ? Optional.of(1 - skill.chance()) : Optional.empty();
            case EXACT, LOG_PROBABILITY -> Optional.empty();
        };
    }

    private static List<Map<String, Object>> panel(SkillEmergence skill, EmergenceLine line, LogAxis compute) {
        List<Map<String, Object>> series = new ArrayList<>();
        guess(skill, line)
                .ifPresent(y -> series.add(Series.line(
                        GUESS,
                        "axis",
                        "",
                        List.of(4, 4),
                        1.2,
                        List.of(List.of(compute.min(), y), List.of(compute.max(), y)))));
        if (line.metric() == EmergenceMetric.ACCURACY) {
            skill.forecast().ifPresent(forecast -> series.addAll(forecast(forecast)));
        }
        List<Object> points = new ArrayList<>();
        List<double[]> bars = new ArrayList<>();
        for (EmergenceLine.Point point : line.points()) {
            bars.add(bar(line, point));
            points.add(Series.point(
                    point.compute(),
                    point.value(),
                    skill.slice() + ", " + point.rung() + ", " + point.pair() + "\n" + Format.significant(point.value())
                            + " " + line.metric().title()));
        }
        series.add(
                Series.withErrorBars(Series.marks(RUNS, "blue", SizeStyle.CIRCLE, 5, true, points), "blue", 0.6, bars));
        law(line, compute).ifPresent(series::add);
        return series;
    }

    private static List<Map<String, Object>> forecast(SkillForecast forecast) {
        double least = 1e-4;
        List<BandPoint> band = new ArrayList<>();
        for (ClassLaws.Expected at : forecast.curve()) {
            band.add(new BandPoint(
                    at.compute(),
                    Math.max(least, 1 - at.high()),
                    Math.max(least, 1 - at.median()),
                    Math.max(least, 1 - at.low())));
        }
        List<Object> median = new ArrayList<>();
        band.forEach(point -> median.add(List.of(point.x(), point.median())));
        return List.of(
                Series.band(FORECAST, "band", band), Series.line(FORECAST, "green", "", List.of(2, 3), 1.8, median));
    }

    /** The law that the test favours, with the place of a sudden turn. */
    private static Optional<Map<String, Object>> law(EmergenceLine line, LogAxis compute) {
        boolean breaks = line.change().finding() == ChangePoint.Finding.BREAK;
        if (breaks) {
            return line.change().broken().map(law -> {
                Map<String, Object> drawn = line.jumps()
                        ? curve(SUDDEN, "vermillion", List.of(), compute, law::predict)
                        : curve(SLOW, "purple", List.of(7, 3), compute, law::predict);
                if (line.jumps()) {
                    line.change().at().ifPresent(at -> drawn.put("markArea", strip(at)));
                }
                return drawn;
            });
        }
        return line.change()
                .smooth()
                .map(law -> curve(SMOOTH, "ink", List.of(), compute, x -> law.predict(new Target(1, x, x))));
    }

    private static Map<String, Object> strip(ChangePoint.Position at) {
        return Spec.of(
                "silent",
                true,
                "itemStyle",
                Spec.of("color", "@vermillion", "opacity", 0.22),
                "data",
                List.of(List.of(Spec.of("xAxis", at.low()), Spec.of("xAxis", at.high()))));
    }

    private static Map<String, Object> curve(
            String name, String color, List<Integer> dash, LogAxis compute, DoubleUnaryOperator law) {
        List<Object> points = new ArrayList<>();
        for (int i = 0; i < CURVE; i++) {
            double x = compute.min() * Math.pow(compute.max() / compute.min(), i / (CURVE - 1.0));
            points.add(List.of(x, law.applyAsDouble(x)));
        }
        return Series.line(name, color, "", dash, 1.5, points);
    }
}
