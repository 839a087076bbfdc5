package dev.blueline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A chart ready for the page.
 *
 * @param id element id
 * @param description what it shows, for those who do not see it
 * @param spec option tree of ECharts
 * @param legend what the marks mean
 */
record Chart(String id, String description, Map<String, Object> spec, List<Key> legend) {

    /**
     * One entry of the legend.
     *
     * @param name name of the series it stands for
     * @param color colour name
     * @param symbol outline in a 20 by 20 box, empty for a plain line
     * @param filled whether the symbol is filled
     * @param dash dash lengths of the line, empty for solid
     * @param line whether a line is drawn
     */
    record Key(String name, String color, String symbol, boolean filled, List<Integer> dash, boolean line) {
        static Key mark(String name, String color, String symbol, boolean filled) {
            return new Key(name, color, symbol, filled, List.of(), false);
        }

        static Key line(String name, String color, List<Integer> dash) {
            return new Key(name, color, "", false, dash, true);
        }

        static Key both(String name, SizeStyle style) {
            return new Key(name, style.color(), style.symbol(), true, style.dash(), true);
        }
    }

    /** The option tree around the series of a chart with two logarithmic axes. */
    static Map<String, Object> frame(LogAxis across, LogAxis up, List<Object> series) {
        List<Object> all = new ArrayList<>();
        all.add(LogAxis.ticksOf(across, up));
        all.addAll(series);
        return frame(across.spec(32), up.spec(44), all);
    }

    /** The option tree around the series of a chart with two axes of any kind. */
    static Map<String, Object> frame(Map<String, Object> across, Map<String, Object> up, List<Object> series) {
        return Spec.of(
                "animation",
                false,
                "backgroundColor",
                "transparent",
                "textStyle",
                Spec.of("fontFamily", "system-ui, sans-serif"),
                "grid",
                Spec.of("left", 62, "right", 16, "top", 12, "bottom", 52),
                "legend",
                Spec.of("show", false),
                "tooltip",
                Spec.of(
                        "trigger", "item",
                        "confine", true,
                        "formatter", "{b}",
                        "backgroundColor", "@card",
                        "borderColor", "@axis",
                        "textStyle", Spec.of("color", "@ink", "fontSize", 13),
                        "extraCssText", "white-space: pre-line; max-width: 18rem"),
                // One depth for every mark line, grid and error bars alike: above the band, below the marks.
                "markLine",
                Spec.of("z", 2),
                "xAxis",
                across,
                "yAxis",
                up,
                "series",
                series);
    }
}
