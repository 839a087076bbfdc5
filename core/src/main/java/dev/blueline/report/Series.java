package dev.blueline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The few kinds of series the charts are made of. */
final class Series {
    private Series() {}

    /** One mark and the text shown when it is pointed at. */
    static Map<String, Object> point(double x, double y, String text) {
        return Spec.of("value", List.of(x, y), "name", text);
    }

    /** Marks without a line. */
    static Map<String, Object> marks(
            String name, String color, String symbol, int size, boolean filled, List<?> points) {
        Map<String, Object> style = filled
                ? Spec.of("color", "@" + color, "borderColor", "@page", "borderWidth", 0.7, "opacity", 1)
                : Spec.of("color", "transparent", "borderColor", "@" + color, "borderWidth", 1.8, "opacity", 1);
        return Spec.of(
                "type",
                "scatter",
                "name",
                name,
                "symbol",
                "path://" + symbol,
                "symbolSize",
                size,
                "symbolKeepAspect",
                true,
                "itemStyle",
                style,
                "z",
                filled ? 4 : 5,
                "data",
                points);
    }

    /** A line through its points; with marks if the symbol is not empty. */
    static Map<String, Object> line(
            String name, String color, String symbol, List<Integer> dash, double width, List<?> points) {
        return Spec.of(
                "type",
                "line",
                "name",
                name,
                "symbol",
                symbol.isEmpty() ? "none" : "path://" + symbol,
                "symbolSize",
                9,
                "showAllSymbol",
                true,
                "itemStyle",
                Spec.of("color", "@" + color),
                "lineStyle",
                Spec.of("color", "@" + color, "width", width, "type", dash.isEmpty() ? "solid" : dash),
                "silent",
                symbol.isEmpty(),
                "z",
                3,
                "data",
                points);
    }

    /** A law's band: the page fills the area between low and high. */
    static Map<String, Object> band(String name, String color, List<BandPoint> band) {
        List<BandPoint> drawn = band.stream().filter(BandPoint::finite).toList();
        List<Object> ends = new ArrayList<>();
        if (!drawn.isEmpty()) {
            ends.add(List.of(drawn.getFirst().x(), drawn.getFirst().low()));
        }
        return Spec.of(
                "type",
                "custom",
                "name",
                name,
                "renderItem",
                "@band",
                "band",
                drawn.stream()
                        .map(point -> List.of(point.x(), point.low(), point.high()))
                        .toList(),
                "itemStyle",
                Spec.of("color", "@" + color),
                "silent",
                true,
                "clip",
                true,
                "z",
                1,
                "data",
                ends);
    }

    static Map<String, Object> median(String name, String color, List<BandPoint> band) {
        return line(
                name,
                color,
                "",
                List.of(),
                1.8,
                band.stream()
                        .filter(BandPoint::finite)
                        .map(point -> (Object) List.of(point.x(), point.median()))
                        .toList());
    }

    /** Adds vertical error bars with caps to a series: rows of x, low and high. */
    static Map<String, Object> withErrorBars(
            Map<String, Object> series, String color, double width, List<double[]> bars) {
        List<Object> lines = new ArrayList<>();
        for (double[] bar : bars) {
            lines.add(List.of(Spec.of("coord", List.of(bar[0], bar[1])), Spec.of("coord", List.of(bar[0], bar[2]))));
        }
        series.put(
                "markLine",
                Spec.of(
                        "silent", true,
                        "symbol", List.of("rect", "rect"),
                        "symbolSize", List.of(4 + 3 * width, width),
                        "lineStyle", Spec.of("type", "solid", "width", width, "color", "@" + color),
                        "label", Spec.of("show", false),
                        "data", lines));
        return series;
    }

    /** The bar of a loss: two standard errors to both sides. */
    static double[] bar(double x, Loss loss) {
        return new double[] {x, loss.value() - 2 * loss.standardError(), loss.value() + 2 * loss.standardError()};
    }

    static boolean hasBar(Loss loss) {
        return loss.finite() && loss.standardError() > 0 && 2 * loss.standardError() < loss.value();
    }
}
