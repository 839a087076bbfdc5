package dev.blueline.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one model size (or domain) is drawn: colour, symbol and dash each tell it apart alone, so that neither colour
 * blindness nor a grey printer hides which is which. Colours are those of Okabe and Ito, "Color Universal Design" (2008),
 * vermillion kept for the forecast and black for the law; the style sheet lightens them for dark pages.
 *
 * @param color name of the colour in the style sheet
 * @param symbol outline as an SVG path in a 20 by 20 box
 * @param dash dash lengths, {@code solid} where empty
 */
record SizeStyle(String color, String symbol, List<Integer> dash) {
    static final String DIAMOND = "M10 0L20 10L10 20L0 10Z";
    static final String BAR = "M0 8H20V12H0Z";
    static final String DOWN = "M0 2H20L10 19Z";
    static final String UP = "M10 1L20 18H0Z";
    static final String CIRCLE = "M10 1A9 9 0 1 1 10 19A9 9 0 1 1 10 1Z";

    private static final List<String> COLORS = List.of("blue", "orange", "green", "purple", "sky", "olive");
    private static final List<String> SYMBOLS = List.of(
            CIRCLE,
            "M2 2H18V18H2Z",
            UP,
            DIAMOND,
            DOWN,
            "M7 0H13V7H20V13H13V20H7V13H0V7H7Z",
            "M10 0L12.6 7H20L14 11.6L16.2 19L10 14.6L3.8 19L6 11.6L0 7H7.4Z",
            "M10 0L18.7 5V15L10 20L1.3 15V5Z");
    private static final List<List<Integer>> DASHES =
            List.of(List.of(), List.of(7, 4), List.of(2, 3), List.of(9, 3, 2, 3));

    /** A style for each name, in the order given; two names share none of the first 24. */
    static Map<String, SizeStyle> of(Collection<String> names) {
        Map<String, SizeStyle> styles = new LinkedHashMap<>();
        for (String name : names) {
            styles.putIfAbsent(name, at(styles.size()));
        }
        return styles;
    }

    /** The i-th style. */
    static SizeStyle at(int i) {
        return new SizeStyle(
                COLORS.get(i % COLORS.size()), SYMBOLS.get(i % SYMBOLS.size()), DASHES.get(i % DASHES.size()));
    }

    /** Styles of every size among the runs and curves, smallest first: the same on every chart. */
    static Map<String, SizeStyle> ofSizes(ReportData data) {
        return of(data.runs().stream()
                .map(RunResult::run)
                .sorted(Comparator.comparingLong(run -> run.parameters().matmul()))
                .map(run -> run.width() + "x" + run.layers())
                .distinct()
                .toList());
    }

    /** What a size without any run is drawn in. */
    static final SizeStyle OTHER = new SizeStyle("undetermined", CIRCLE, List.of(2, 3));

    String path() {
        return "path://" + symbol;
    }

    Object lineType() {
        return dash.isEmpty() ? "solid" : dash;
    }
}
