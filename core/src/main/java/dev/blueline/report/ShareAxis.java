package dev.blueline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Straight axes of charts about skills: shares up, names or small numbers across. */
final class ShareAxis {
    private static final double LOWEST = -0.5;
    private static final int FIFTHS = 5;

    private ShareAxis() {}

    /** Lower end that shows every value: 0, or lower by whole tenths where scores fall below chance. */
    static double least(double lowest) {
        return Math.max(LOWEST, Math.min(0, Math.floor(lowest * 10 - 1e-9) / 10));
    }

    /** Accuracy above chance from {@code least} to 1, bare: its labels come with the grid. */
    static Map<String, Object> aboveChance(double least) {
        return upTo1("accuracy above chance", least);
    }

    /** Any share from {@code least} to 1, bare. */
    static Map<String, Object> upTo1(String name, double least) {
        return Spec.of(
                "type",
                "value",
                "min",
                least,
                "max",
                1,
                "name",
                name,
                "nameLocation",
                "middle",
                "nameGap",
                44,
                "nameTextStyle",
                Spec.of("color", "@ink", "fontSize", 13),
                "axisLabel",
                Spec.of("show", false),
                "axisTick",
                Spec.of("show", false),
                "splitLine",
                Spec.of("show", false));
    }

    /** Ticks at whole fifths, whatever the lower end: they come with {@link LogAxis#ticksOf}. */
    static LogAxis ticks(double least) {
        List<Double> ticks = new ArrayList<>();
        for (int i = (int) Math.ceil(least * FIFTHS - 1e-9); i <= FIFTHS; i++) {
            ticks.add(i / (double) FIFTHS);
        }
        return new LogAxis("accuracy above chance", least, 1, ticks, tick -> Format.fixed(tick, 1));
    }

    /** The grid of a chart with names across. */
    static Map<String, Object> grid(double least) {
        return LogAxis.ticksOf(new LogAxis("", 0, 1, List.of(), Format::plain), ticks(least));
    }

    /** Places with names. */
    static Map<String, Object> names(String title, List<String> names, int gap) {
        return Spec.of(
                "type",
                "category",
                "data",
                names,
                "name",
                title,
                "nameLocation",
                "middle",
                "nameGap",
                gap,
                "nameTextStyle",
                Spec.of("color", "@ink", "fontSize", 13),
                "axisLabel",
                Spec.of("color", "@ink", "fontSize", 12, "lineHeight", 16, "interval", 0),
                "axisTick",
                Spec.of("show", false),
                "axisLine",
                Spec.of("onZero", false, "lineStyle", Spec.of("color", "@axis")));
    }
}
