package dev.blueline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** One judged line: what was measured, the law's band, and the horizon it was judged over. */
final class VerdictChart {
    private VerdictChart() {}

    static Chart of(VerdictPanel panel, int number) {
        String color = "verdict-" + panel.color().word();
        List<VerdictPanel.Point> measured =
                panel.points().stream().filter(point -> point.loss().finite()).toList();
        List<Object> points = new ArrayList<>();
        List<double[]> bars = new ArrayList<>();
        for (VerdictPanel.Point point : measured) {
            points.add(Series.point(
                    point.x(),
                    point.loss().value(),
                    point.label() + "\n" + Format.loss(point.loss()) + " bits per byte"));
            if (Series.hasBar(point.loss())) {
                bars.add(Series.bar(point.x(), point.loss()));
            }
        }
        List<BandPoint> band = panel.band().stream().filter(BandPoint::finite).toList();
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        if (!band.isEmpty()) {
            series.add(Series.band("90% band", color + "-band", band));
            series.add(Series.median("law, median", color, band));
        }
        series.add(Series.withErrorBars(
                Series.marks("measured", color, SizeStyle.CIRCLE, 9, true, points), color, 1.2, bars));
        legend.add(Chart.Key.mark("measured", color, SizeStyle.CIRCLE, true));
        if (!band.isEmpty()) {
            legend.add(Chart.Key.line("law, median", color, List.of()));
            legend.add(Chart.Key.mark("90% band", color + "-band", "M0 4H20V16H0Z", true));
        }
        double[] across = DoubleStream.concat(
                        measured.stream().mapToDouble(VerdictPanel.Point::x),
                        band.stream().mapToDouble(BandPoint::x))
                .toArray();
        DoubleFunction<String> label =
                DoubleStream.of(across).max().orElse(0) >= 1e10 ? Format::power : Format::shortCount;
        LogAxis x = LogAxis.around(panel.axis(), DoubleStream.of(across), 3, label);
        LogAxis y = LogAxis.loss(DoubleStream.concat(
                measured.stream().mapToDouble(point -> point.loss().value()),
                band.stream().flatMapToDouble(point -> DoubleStream.of(point.low(), point.high()))));
        return new Chart(
                "verdict-chart-" + number,
                panel.title() + ": bits per byte against " + panel.axis() + ", both axes logarithmic. Verdict: "
                        + panel.color().word() + ".",
                Chart.frame(x, y, series),
                legend);
    }
}
