package dev.blueline.report;

import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The scaling plot: loss against compute, both logarithmic. Every run by size with its error bar, the law's median and
 * 90% band, the forecast with its interval, the held-out run as a large mark, the naive forecasts.
 */
final class ScalingChart {
    static final String ID = "scaling-chart";

    private ScalingChart() {}

    static Chart of(ReportData data) {
        Map<String, SizeStyle> styles = SizeStyle.ofSizes(data);
        List<RunResult> runs = data.runs().stream()
                .filter(RunResult::drawable)
                .filter(run -> run.run().role() == Run.Role.LADDER || run.run().role() == Run.Role.HELD_OUT)
                .toList();
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        addSizes(runs, styles, series, legend);
        addLaw(data.laws().band(), series, legend);
        data.forecast().ifPresent(forecast -> addForecast(forecast, series, legend));
        addHeldOut(runs, series, legend);
        return new Chart(
                ID, description(data, runs), Chart.frame(compute(data, runs), loss(data, runs), series), legend);
    }

    private static void addSizes(
            List<RunResult> runs, Map<String, SizeStyle> styles, List<Object> series, List<Chart.Key> legend) {
        styles.forEach((size, style) -> {
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (RunResult run : runs) {
                if (run.size().equals(size) && run.run().role() == Run.Role.LADDER) {
                    points.add(Series.point(run.run().flops(), run.overall().value(), tooltip(run)));
                    if (Series.hasBar(run.overall())) {
                        bars.add(Series.bar(run.run().flops(), run.overall()));
                    }
                }
            }
            if (!points.isEmpty()) {
                series.add(Series.withErrorBars(
                        Series.marks(size, style.color(), style.symbol(), 12, true, points), style.color(), 1.2, bars));
                legend.add(Chart.Key.mark(size, style.color(), style.symbol(), true));
            }
        });
    }

    private static void addLaw(List<BandPoint> band, List<Object> series, List<Chart.Key> legend) {
        if (!band.isEmpty()) {
            series.add(Series.band("law, 90% band", "band", band));
            series.add(Series.median("law, median", "ink", band));
            legend.add(Chart.Key.line("law, median", "ink", List.of()));
            legend.add(Chart.Key.mark("law, 90% band", "band", "M0 4H20V16H0Z", true));
        }
    }

    private static void addForecast(ForecastResult forecast, List<Object> series, List<Chart.Key> legend) {
        String text = "forecast of " + forecast.rung() + "\n" + Format.loss(forecast.predicted())
                + " bits per byte, 90% " + Format.loss(forecast.low()) + " to " + Format.loss(forecast.high());
        series.add(Series.withErrorBars(
                Series.marks(
                        "forecast, 90% interval",
                        "vermillion",
                        SizeStyle.BAR,
                        22,
                        true,
                        List.of(Series.point(forecast.flops(), forecast.predicted(), text))),
                "vermillion",
                2.4,
                List.of(new double[] {forecast.flops(), forecast.low(), forecast.high()})));
        legend.add(Chart.Key.mark("forecast, 90% interval", "vermillion", SizeStyle.BAR, true));
        List<String> symbols = List.of(SizeStyle.DOWN, SizeStyle.UP, SizeStyle.CIRCLE, SizeStyle.DIAMOND);
        for (int i = 0; i < forecast.naive().size(); i++) {
            ForecastResult.Naive naive = forecast.naive().get(i);
            String name = "naive: " + naive.name();
            String symbol = symbols.get(i % symbols.size());
            Map<String, Object> mark = Series.marks(
                    name,
                    "ink",
                    symbol,
                    13,
                    false,
                    List.of(Series.point(
                            forecast.flops(),
                            naive.predicted(),
                            name + "\n" + Format.loss(naive.predicted()) + " bits per byte")));
            // Beside the forecast, not on it: the three are often closer than the size of a mark.
            mark.put("symbolOffset", List.of(19, 0));
            series.add(mark);
            legend.add(Chart.Key.mark(name, "ink", symbol, false));
        }
    }

    private static void addHeldOut(List<RunResult> runs, List<Object> series, List<Chart.Key> legend) {
        List<RunResult> heldOut = runs.stream()
                .filter(run -> run.run().role() == Run.Role.HELD_OUT)
                .toList();
        if (!heldOut.isEmpty()) {
            series.add(Series.withErrorBars(
                    Series.marks(
                            "held-out run, measured",
                            "ink",
                            SizeStyle.DIAMOND,
                            15,
                            true,
                            heldOut.stream()
                                    .map(run -> Series.point(
                                            run.run().flops(), run.overall().value(), tooltip(run)))
                                    .toList()),
                    "ink",
                    1.2,
                    heldOut.stream()
                            .filter(run -> Series.hasBar(run.overall()))
                            .map(run -> Series.bar(run.run().flops(), run.overall()))
                            .toList()));
            legend.add(Chart.Key.mark("held-out run, measured", "ink", SizeStyle.DIAMOND, true));
        }
    }

    static String tooltip(RunResult run) {
        return run.run().rung() + ", seed " + run.run().seed() + "\n" + Format.loss(run.overall()) + " bits per byte\n"
                + Format.power(run.run().flops()) + " FLOP";
    }

    private static LogAxis compute(ReportData data, List<RunResult> runs) {
        return LogAxis.compute(DoubleStream.concat(
                runs.stream().mapToDouble(run -> run.run().flops()),
                DoubleStream.concat(
                        data.forecast().stream().mapToDouble(ForecastResult::flops),
                        data.laws().band().stream().mapToDouble(BandPoint::x))));
    }

    private static LogAxis loss(ReportData data, List<RunResult> runs) {
        Stream<Double> measured = runs.stream()
                .map(RunResult::overall)
                .flatMap(loss -> Stream.of(
                        loss.value(),
                        Series.hasBar(loss) ? loss.value() - 2 * loss.standardError() : loss.value(),
                        Series.hasBar(loss) ? loss.value() + 2 * loss.standardError() : loss.value()));
        Stream<Double> forecast = data.forecast().stream()
                .flatMap(made -> Stream.concat(
                        Stream.of(made.predicted(), made.low(), made.high()),
                        made.naive().stream().map(ForecastResult.Naive::predicted)));
        // The band beyond the forecast may open without end: its median alone decides how far the axis goes.
        Stream<Double> law = data.laws().band().stream().map(BandPoint::median);
        return LogAxis.loss(
                Stream.of(measured, forecast, law).flatMap(each -> each).mapToDouble(Double::doubleValue));
    }

    private static String description(ReportData data, List<RunResult> runs) {
        Optional<String> forecast = data.forecast()
                .map(made -> " The forecast of " + made.rung() + " is " + Format.loss(made.predicted()) + ", between "
                        + Format.loss(made.low()) + " and " + Format.loss(made.high())
                        + made.measured()
                                .map(loss -> "; measured " + Format.loss(loss.value()))
                                .orElse("; not measured yet")
                        + ".");
        return "Bits per byte against training compute, both axes logarithmic, " + runs.size() + " runs."
                + forecast.orElse("");
    }
}
