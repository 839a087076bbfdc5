package dev.blueline.report;

import dev.blueline.ablation.MixtureAnalysis;
import dev.blueline.scaling.Forecast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Goal losses of natural, uniform and best shares against compute, and of every drawn mixture. */
final class MixtureChart {
    private static final String DRAWN = "other mixtures";
    private static final String FORECAST = "forecast of the best";

    private MixtureChart() {}

    /** @param forecasts registered by the study */
    static Chart of(MixtureAnalysis found, List<Forecast> forecasts) {
        List<Forecast> best = forecasts.stream()
                .filter(forecast -> forecast.id().startsWith("mixture-goal-best-"))
                .toList();
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        List<Object> drawn = found.cells().stream()
                .filter(cell -> cell.arm().startsWith("mix-"))
                .map(MixtureChart::point)
                .toList();
        series.add(Series.marks(DRAWN, "axis", SizeStyle.CIRCLE, 6, false, drawn));
        Map<String, SizeStyle> styles = SizeStyle.of(List.of("natural", "uniform", "best"));
        styles.forEach((arm, style) -> {
            List<MixtureAnalysis.Cell> cells = found.cells().stream()
                    .filter(cell -> cell.arm().equals(arm))
                    .sorted(Comparator.comparingDouble(MixtureAnalysis.Cell::compute))
                    .toList();
            if (!cells.isEmpty()) {
                series.add(Series.line(
                        arm,
                        style.color(),
                        style.symbol(),
                        style.dash(),
                        1.6,
                        cells.stream().map(MixtureChart::point).toList()));
                legend.add(Chart.Key.both(arm, style));
            }
        });
        if (!best.isEmpty()) {
            series.add(Series.withErrorBars(
                    Series.marks(
                            FORECAST,
                            "vermillion",
                            SizeStyle.DIAMOND,
                            11,
                            false,
                            best.stream()
                                    .map(forecast -> Series.point(
                                            forecast.point().compute(),
                                            forecast.predicted(),
                                            "forecast of the best, 90% interval\n" + Format.loss(forecast.low())
                                                    + " to " + Format.loss(forecast.high())))
                                    .toList()),
                    "vermillion",
                    1.2,
                    best.stream()
                            .map(forecast -> new double[] {forecast.point().compute(), forecast.low(), forecast.high()})
                            .toList()));
            legend.add(Chart.Key.mark(FORECAST, "vermillion", SizeStyle.DIAMOND, false));
        }
        legend.add(Chart.Key.mark(DRAWN, "axis", SizeStyle.CIRCLE, false));
        return new Chart(
                "mixture-chart",
                "Goal loss against training compute, both axes logarithmic, for natural, uniform and best shares and for every drawn"
                        + " mixture.",
                Chart.frame(
                        LogAxis.compute(found.cells().stream().mapToDouble(MixtureAnalysis.Cell::compute)),
                        LogAxis.around(
                                "goal loss (bits per byte)",
                                DoubleStream.concat(
                                        found.cells().stream().mapToDouble(MixtureAnalysis.Cell::goalLoss),
                                        best.stream()
                                                .flatMapToDouble(
                                                        forecast -> DoubleStream.of(forecast.low(), forecast.high()))),
                                4,
                                Format::plain),
                        series),
                legend);
    }

    private static Object point(MixtureAnalysis.Cell cell) {
        return Series.point(
                cell.compute(),
                cell.goalLoss(),
                cell.arm() + "\n" + cell.rung() + ", " + cell.seeds() + (cell.seeds() == 1 ? " seed" : " seeds")
                        + "\ngoal loss " + Format.fixed(cell.goalLoss(), 4));
    }
}
