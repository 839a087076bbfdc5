package dev.blueline.report;

import dev.blueline.evaluation.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** One mark a model: what it can do across, how it behaves up, with bars of two standard errors. */
final class BehaviourChart {
    private BehaviourChart() {}

    /** What stands across. */
    enum Across {
        ACCURACY("mean task accuracy above chance", false),
        LOSS("bits per byte of held-out text (better to the right)", true);

        private final String title;
        private final boolean fallsToTheRight;

        Across(String title, boolean fallsToTheRight) {
            this.title = title;
            this.fallsToTheRight = fallsToTheRight;
        }

        Estimate of(MeasuredModel model) {
            Loss loss = model.loss();
            return switch (this) {
                case ACCURACY -> model.aboveChance().orElseThrow();
                case LOSS -> new Estimate(loss.value(), loss.standardError(), 0);
            };
        }
    }

    static Chart of(List<MeasuredModel> models, Across across) {
        Map<String, SizeStyle> styles =
                SizeStyle.of(models.stream().map(MeasuredModel::size).toList());
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        for (MeasuredModel model : models) {
            SizeStyle style = styles.getOrDefault(model.size(), SizeStyle.OTHER);
            Estimate x = across.of(model);
            Estimate y = model.behaviour().score();
            Map<String, Object> marks = Series.marks(
                    model.size(),
                    style.color(),
                    style.symbol(),
                    12,
                    true,
                    List.of(Series.point(x.value(), y.value(), words(model, across))));
            marks.put(
                    "label",
                    Spec.of(
                            "show",
                            true,
                            "formatter",
                            model.size(),
                            "position",
                            "right",
                            "offset",
                            List.of(0, -9),
                            "color",
                            "@ink",
                            "fontSize",
                            12));
            series.add(withBars(marks, style.color(), x, y));
            legend.add(Chart.Key.mark(model.size(), style.color(), style.symbol(), true));
        }
        return new Chart(
                "behaviour-chart",
                "Score of behaviour against " + across.title + ", one mark a model.",
                Chart.frame(
                        axis(
                                across.title,
                                across.fallsToTheRight,
                                32,
                                models.stream().map(across::of).toList()),
                        axis(
                                "behaviour, 0 to 1",
                                false,
                                44,
                                models.stream()
                                        .map(model -> model.behaviour().score())
                                        .toList()),
                        series),
                legend);
    }

    private static String words(MeasuredModel model, Across across) {
        Estimate x = across.of(model);
        Estimate y = model.behaviour().score();
        String value = across == Across.ACCURACY ? Format.signedPercent(x.value()) : Format.loss(x.value());
        return model.run().rung() + "\n" + across.title + ": " + value + "\nbehaviour: " + Format.fixed(y.value(), 3)
                + " ± " + Format.fixed(2 * y.standardError(), 3);
    }

    private static Map<String, Object> withBars(Map<String, Object> marks, String color, Estimate x, Estimate y) {
        List<Object> lines = new ArrayList<>();
        if (y.standardError() > 0) {
            lines.add(bar(List.of(x.value(), low(y)), List.of(x.value(), high(y))));
        }
        if (x.standardError() > 0) {
            lines.add(bar(List.of(low(x), y.value()), List.of(high(x), y.value())));
        }
        marks.put(
                "markLine",
                Spec.of(
                        "silent",
                        true,
                        "symbol",
                        "none",
                        "lineStyle",
                        Spec.of("type", "solid", "width", 1.4, "color", "@" + color),
                        "label",
                        Spec.of("show", false),
                        "data",
                        lines));
        return marks;
    }

    private static List<Object> bar(List<Double> from, List<Double> to) {
        return List.of(Spec.of("coord", from), Spec.of("coord", to));
    }

    private static double low(Estimate estimate) {
        return estimate.value() - (estimate.standardError() > 0 ? 2 * estimate.standardError() : 0);
    }

    private static double high(Estimate estimate) {
        return estimate.value() + (estimate.standardError() > 0 ? 2 * estimate.standardError() : 0);
    }

    /** A plain axis around all bars, its ends on round numbers. */
    private static Map<String, Object> axis(String name, boolean inverse, int gap, List<Estimate> values) {
        DoubleStream ends = values.stream().flatMapToDouble(each -> DoubleStream.of(low(each), high(each)));
        double[] sorted = ends.sorted().toArray();
        double step = sorted[sorted.length - 1] - sorted[0] > 0.5 ? 0.2 : 0.05;
        return Spec.of(
                "type",
                "value",
                "min",
                round(Math.floor(sorted[0] / step) * step),
                "max",
                round((Math.floor(sorted[sorted.length - 1] / step) + 1) * step),
                "inverse",
                inverse,
                "name",
                name,
                "nameLocation",
                "middle",
                "nameGap",
                gap,
                "nameTextStyle",
                Spec.of("color", "@ink", "fontSize", 13),
                "axisLabel",
                Spec.of("color", "@ink", "fontSize", 12),
                "axisLine",
                Spec.of("show", true, "onZero", false, "lineStyle", Spec.of("color", "@axis")),
                "splitLine",
                Spec.of("lineStyle", Spec.of("color", "@grid")));
    }

    private static double round(double end) {
        return Math.round(end * 100) / 100.0;
    }
}
