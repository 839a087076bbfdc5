package dev.blueline.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A logarithmic axis whose labels suit short ranges. ECharts labels only powers of the base, which for losses between 1 and
 * 3 is none at all; so its own labels are switched off and each tick is a mark line with a label at its foot.
 *
 * @param name title with unit
 * @param min lower end
 * @param max upper end
 * @param ticks places labelled
 * @param label how a tick is written
 */
record LogAxis(String name, double min, double max, List<Double> ticks, DoubleFunction<String> label) {
    private static final double[][] STEPS = {
        {1}, {1, 3}, {1, 2, 5}, {1, 1.5, 2, 3, 5, 7}, {1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8}
    };

    /** An axis around the values with a margin at both ends and at least {@code atLeast} ticks. */
    static LogAxis around(String name, DoubleStream values, int atLeast, DoubleFunction<String> label) {
        double[] drawn =
                values.filter(value -> Double.isFinite(value) && value > 0).toArray();
        double low = DoubleStream.of(drawn).min().orElse(1);
        double high = DoubleStream.of(drawn).max().orElse(10);
        double margin = Math.max(0.06 * Math.log(high / low), 0.04);
        double min = low * Math.exp(-margin);
        double max = high * Math.exp(margin);
        return new LogAxis(
                name,
                min,
                max,
                DoubleStream.of(ticks(min, max, atLeast)).boxed().toList(),
                label);
    }

    /** The same axis, ending where a quantity cannot go beyond. */
    LogAxis upTo(double most) {
        return new LogAxis(
                name,
                min,
                Math.min(max, most),
                ticks.stream().filter(tick -> tick <= most).toList(),
                label);
    }

    static LogAxis compute(DoubleStream values) {
        return around("training compute (FLOP)", values, 3, Format::power);
    }

    static LogAxis tokens(DoubleStream values) {
        return around("training tokens", values, 3, Format::shortCount);
    }

    static LogAxis loss(DoubleStream values) {
        return around("bits per byte", values, 4, Format::plain);
    }

    /** Round numbers inside the range: the fewest that are at least as many as wanted, else even steps. */
    static double[] ticks(double min, double max, int atLeast) {
        for (double[] steps : STEPS) {
            double[] ticks = decades(min, max, steps);
            if (ticks.length >= atLeast) {
                return ticks;
            }
        }
        return evenSteps(min, max, atLeast);
    }

    private static double[] decades(double min, double max, double[] steps) {
        DoubleStream.Builder ticks = DoubleStream.builder();
        for (int exponent = (int) Math.floor(Math.log10(min)); Math.pow(10, exponent) <= max; exponent++) {
            for (double step : steps) {
                double tick =
                        BigDecimal.valueOf(step).scaleByPowerOfTen(exponent).doubleValue();
                if (tick >= min && tick <= max) {
                    ticks.add(tick);
                }
            }
        }
        return ticks.build().toArray();
    }

    private static double[] evenSteps(double min, double max, int atLeast) {
        int exponent = (int) Math.floor(Math.log10((max - min) / (atLeast + 1)));
        for (; ; exponent--) {
            for (int factor : new int[] {5, 2, 1}) {
                BigDecimal step = BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
                long first = (long) Math.ceil(min / step.doubleValue());
                long last = (long) Math.floor(max / step.doubleValue());
                if (last - first + 1 >= atLeast) {
                    double[] ticks = new double[(int) (last - first + 1)];
                    for (int i = 0; i < ticks.length; i++) {
                        ticks[i] = step.multiply(BigDecimal.valueOf(first + i)).doubleValue();
                    }
                    return ticks;
                }
            }
        }
    }

    /** The axis itself, bare: its labels come with {@link #ticksOf}. */
    Map<String, Object> spec(int nameGap) {
        return Spec.of(
                "type",
                "log",
                "min",
                min,
                "max",
                max,
                "name",
                name,
                "nameLocation",
                "middle",
                "nameGap",
                nameGap,
                "nameTextStyle",
                Spec.of("color", "@ink", "fontSize", 13),
                "axisLabel",
                Spec.of("show", false),
                "axisTick",
                Spec.of("show", false),
                "splitLine",
                Spec.of("show", false),
                "minorTick",
                Spec.of("show", false),
                "axisLine",
                Spec.of("onZero", false, "lineStyle", Spec.of("color", "@axis")));
    }

    /** A series without data that carries the grid lines and labels of both axes, behind everything else. */
    static Map<String, Object> ticksOf(LogAxis across, LogAxis up) {
        return ticksOf(across, up, 12);
    }

    /** As {@link #ticksOf(LogAxis, LogAxis)}, with the size of the labels. */
    static Map<String, Object> ticksOf(LogAxis across, LogAxis up, int fontSize) {
        List<Object> marks = new ArrayList<>();
        for (double tick : across.ticks) {
            marks.add(Spec.of("xAxis", tick, "label", Spec.of("formatter", across.label.apply(tick))));
        }
        for (double tick : up.ticks) {
            marks.add(Spec.of("yAxis", tick, "label", Spec.of("formatter", up.label.apply(tick))));
        }
        return Spec.of(
                "type",
                "line",
                "name",
                "grid",
                "data",
                List.of(),
                "silent",
                true,
                "markLine",
                Spec.of(
                        "silent",
                        true,
                        "symbol",
                        "none",
                        "lineStyle",
                        Spec.of("type", "solid", "width", 1, "color", "@grid"),
                        "label",
                        Spec.of("position", "start", "color", "@ink", "fontSize", fontSize),
                        "data",
                        marks));
    }
}
