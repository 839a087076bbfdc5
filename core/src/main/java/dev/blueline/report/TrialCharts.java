package dev.blueline.report;

import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.StepFigures;
import dev.blueline.trials.CurvePoint;
import dev.blueline.trials.Track;
import dev.blueline.trials.TrialOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Charts of a study of reasoning: all against the FLOPs of improvement, on a logarithmic axis. */
final class TrialCharts {
    private static final List<Integer> LONG = List.of(9, 4);
    private static final List<Integer> DOTS = List.of(2, 3);
    private static final double THIN = 0.9;
    private static final double ASIDE = 0.03;

    /** Points that a run's steps are averaged to. */
    private static final int BINS = 40;

    private final TrialOutcome outcome;

    TrialCharts(TrialOutcome outcome) {
        this.outcome = outcome;
    }

    static String name(Method method) {
        return switch (method) {
            case RL -> "reinforcement learning";
            case EXPERT_ITERATION -> "expert iteration";
            case SUPERVISED -> "supervised goes on";
        };
    }

    private SizeStyle style(Method method) {
        return SizeStyle.at(method.ordinal());
    }

    /** pass@1 over all levels, with what was forecast. */
    Chart accuracy(String id) {
        Drawn drawn = new Drawn();
        for (Method method : outcome.methods()) {
            drawn.add(
                    method,
                    outcome.of(method),
                    outcome.curve(method),
                    examined -> examined.all().pass1());
        }
        double many = outcome.tracks().getFirst().examined().getFirst().all().many();
        drawn.level("start", "ink", LONG, before(each -> each.all().pass1()));
        drawn.level(
                "start, one of " + (int) many,
                "purple",
                DOTS,
                before(each -> each.all().passMany()));
        drawn.level("guessing", "axis", DOTS, TrialOutcome.mean(List.of(outcome.guesses()), TrialOutcome::one));
        drawn.half();
        outcome.forecast().ifPresent(forecast -> {
            double x = outcome.plan().flops() * 1.12;
            drawn.series.add(Series.withErrorBars(
                    Series.marks(
                            "forecast at half",
                            "vermillion",
                            SizeStyle.DIAMOND,
                            12,
                            true,
                            List.of(Series.point(
                                    x,
                                    forecast.predicted(),
                                    "forecast " + Format.loss(forecast.predicted()) + "\n90% interval "
                                            + Format.loss(forecast.low()) + " to " + Format.loss(forecast.high())))),
                    "vermillion",
                    2,
                    List.of(new double[] {x, forecast.low(), forecast.high()})));
            drawn.legend.add(Chart.Key.mark("forecast at half", "vermillion", SizeStyle.DIAMOND, true));
            drawn.across.add(x);
        });
        return drawn.chart(
                id,
                "Share of answers right at once against FLOPs of improvement: seeds thin, means with error bars, a colour for each method.");
    }

    /** pass@1 of one level. */
    Chart level(TrialOutcome.ExamLevel level) {
        Drawn drawn = new Drawn();
        for (Method method : outcome.methods()) {
            drawn.add(
                    method,
                    outcome.of(method),
                    outcome.curve(method, level),
                    examined -> level.of(examined).pass1());
        }
        drawn.level("start", "ink", LONG, before(each -> level.of(each).pass1()));
        drawn.level(
                "start, one of 16",
                "purple",
                DOTS,
                before(each -> level.of(each).passMany()));
        drawn.level(
                "guessing",
                "axis",
                DOTS,
                TrialOutcome.mean(TrialOutcome.at(List.of(outcome.guesses()), level), TrialOutcome::one));
        return drawn.chart(
                "trial-level-" + level.task() + "-" + level.level(),
                "Share right at once at " + level + " against FLOPs of improvement.");
    }

    /** Mean over the starts. */
    private double before(ToDoubleFunction<ReasoningRecord.Examined> of) {
        return outcome.of(Method.RL).stream()
                .mapToDouble(track -> of.applyAsDouble(track.examined().getFirst()))
                .average()
                .orElseThrow();
    }

    /** A figure of the steps, every seed a line. */
    Chart steps(String id, String what, ToDoubleFunction<StepFigures> of) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder across = DoubleStream.builder();
        double most = 0;
        for (Method method : outcome.methods()) {
            boolean any = false;
            for (Track track : outcome.of(method)) {
                List<Object> points = new ArrayList<>();
                for (double[] point : averaged(track, of)) {
                    points.add(List.of(point[0], point[1]));
                    across.add(point[0]);
                    most = Math.max(most, point[1]);
                }
                if (!points.isEmpty()) {
                    SizeStyle style = style(method);
                    series.add(Series.line(name(method), style.color(), "", style.dash(), 1.4, points));
                    any = true;
                }
            }
            if (any) {
                legend.add(Chart.Key.line(
                        name(method), style(method).color(), style(method).dash()));
            }
        }
        LogAxis x = LogAxis.around("FLOP of improvement", across.build(), 3, Format::power);
        return framed(id, "The " + what + " of each step, a line for each seed.", x, upTo(what, most), series, legend);
    }

    /** Means of steps that stand together on the axis. */
    private static List<double[]> averaged(Track track, ToDoubleFunction<StepFigures> of) {
        Map<Long, List<double[]>> bins = new LinkedHashMap<>();
        double last = Math.log(track.last().spent().flops());
        for (ReasoningRecord.Stepped step : track.steps()) {
            double value = of.applyAsDouble(step.figures());
            if (Double.isFinite(value)) {
                double log = Math.log(step.spent().flops());
                bins.computeIfAbsent(Math.round((log - last) * BINS / 5), bin -> new ArrayList<>())
                        .add(new double[] {log, value});
            }
        }
        return bins.values().stream()
                .map(bin -> new double[] {
                    Math.exp(bin.stream()
                            .mapToDouble(point -> point[0])
                            .average()
                            .orElseThrow()),
                    bin.stream().mapToDouble(point -> point[1]).average().orElseThrow()
                })
                .toList();
    }

    /** A straight axis from 0. */
    static LogAxis upTo(String name, double most) {
        double high = most > 0 ? 1.05 * most : 1;
        List<Double> ticks = new ArrayList<>();
        double[] round = LogAxis.ticks(high / 1e6, high, 1);
        double step = round[round.length - 1] / (high / round[round.length - 1] < 2 ? 4 : 2);
        for (int i = 0; i * step <= high; i++) {
            ticks.add(i * step);
        }
        return new LogAxis(name, 0, high, ticks, Format::significant);
    }

    /** A chart with a logarithmic axis across and a straight one up. */
    static Chart framed(
            String id, String description, LogAxis x, LogAxis y, List<Object> series, List<Chart.Key> legend) {
        List<Object> all = new ArrayList<>();
        all.add(LogAxis.ticksOf(x, y));
        all.addAll(series);
        Map<String, Object> up = new LinkedHashMap<>(y.spec(44));
        up.put("type", "value");
        return new Chart(id, description, Chart.frame(x.spec(32), up, all), legend);
    }

    /** A line from side to side. */
    private record Flat(String name, String color, List<Integer> dash, double value) {}

    /** A chart of shares under construction. */
    private final class Drawn {
        private final List<Object> series = new ArrayList<>();
        private final List<Chart.Key> legend = new ArrayList<>();
        private final DoubleStream.Builder across = DoubleStream.builder();
        private final List<Flat> flats = new ArrayList<>();
        private double least = Double.POSITIVE_INFINITY;
        private double most = outcome.plan().flops() * 1.12;

        void add(
                Method method,
                List<Track> tracks,
                List<CurvePoint> curve,
                ToDoubleFunction<ReasoningRecord.Examined> of) {
            SizeStyle style = style(method);
            for (Track track : tracks) {
                List<Object> points = new ArrayList<>();
                for (ReasoningRecord.Examined examined : track.examined()) {
                    if (examined.spent().flops() > 0) {
                        points.add(List.of(examined.spent().flops(), of.applyAsDouble(examined)));
                        least = Math.min(least, examined.spent().flops());
                        most = Math.max(most, examined.spent().flops());
                    }
                }
                Map<String, Object> line = Series.line(name(method), style.color(), "", List.of(), THIN, points);
                Map<String, Object> thin = new LinkedHashMap<>();
                thin.put("color", "@" + style.color());
                thin.put("width", THIN);
                thin.put("opacity", 0.45);
                line.put("lineStyle", thin);
                series.add(line);
            }
            List<Object> means = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            double aside = 1 + ASIDE * (method.ordinal() - 1); // marks of all methods stand at the same FLOPs
            for (CurvePoint point : curve) {
                means.add(Series.point(
                        aside * point.flops(),
                        point.mean(),
                        name(method) + "\n" + Format.power(point.flops()) + " FLOP\n" + Format.loss(point.mean())
                                + " ± " + Format.loss(2 * point.error())));
                bars.add(new double[] {
                    aside * point.flops(),
                    Math.max(0, point.mean() - 2 * point.error()),
                    Math.min(1, point.mean() + 2 * point.error())
                });
            }
            series.add(Series.withErrorBars(
                    Series.line(name(method), style.color(), style.symbol(), List.of(), 2.2, means),
                    style.color(),
                    1.4,
                    bars));
            legend.add(Chart.Key.both(name(method), new SizeStyle(style.color(), style.symbol(), List.of())));
        }

        void level(String name, String color, List<Integer> dash, double value) {
            flats.add(new Flat(name, color, dash, value));
            legend.add(Chart.Key.line(name, color, dash));
        }

        /** Where the forecast was made. */
        void half() {
            double x = outcome.plan().flops() / 2;
            series.add(Series.line(
                    "half", "axis", "", List.of(), 1, List.of(List.of(x * 1.02, 0.0), List.of(x * 1.02, 1.0))));
            legend.add(Chart.Key.line("half", "axis", List.of()));
        }

        Chart chart(String id, String description) {
            across.add(least).add(most);
            LogAxis x = LogAxis.around("FLOP of improvement after the start", across.build(), 3, Format::power);
            for (Flat flat : flats) {
                series.add(Series.line(
                        flat.name(),
                        flat.color(),
                        "",
                        flat.dash(),
                        1.6,
                        List.of(List.of(x.min(), flat.value()), List.of(x.max(), flat.value()))));
            }
            LogAxis y = new LogAxis(
                    "right at once", 0, 1, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0), tick -> Format.fixed(tick, 1));
            return framed(id, description, x, y, series, legend);
        }
    }
}
