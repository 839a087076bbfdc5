package dev.blueline.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Training loss along tokens, one line a trunk, coloured by size. */
final class LossCurveChart {
    /** More points than this on one line cannot be told apart on a screen. */
    private static final int MOST_POINTS = 300;

    private LossCurveChart() {}

    static Chart of(ReportData data) {
        Map<String, SizeStyle> styles = SizeStyle.ofSizes(data);
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (ReportData.LossCurves.Curve curve : data.lossCurves().curves()) {
            String size = curve.width() + "x" + curve.layers();
            SizeStyle style = styles.getOrDefault(size, SizeStyle.OTHER);
            List<Object> points = new ArrayList<>();
            for (ReportData.LossCurves.Point point : thinned(curve.points())) {
                points.add(List.of(point.tokens(), point.loss()));
            }
            series.add(Series.line(size, style.color(), "", style.dash(), 1.3, points));
            if (seen.add(size)) {
                legend.add(Chart.Key.line(size, style.color(), style.dash()));
            }
        }
        LogAxis tokens = LogAxis.tokens(all(data).stream().mapToDouble(ReportData.LossCurves.Point::tokens));
        LogAxis loss = LogAxis.around(
                data.lossCurves().unit(),
                all(data).stream().mapToDouble(ReportData.LossCurves.Point::loss),
                4,
                Format::plain);
        return new Chart(
                "loss-curve-chart",
                "Smoothed training loss against tokens seen, both axes logarithmic, one line for each trunk.",
                Chart.frame(tokens, loss, series),
                legend);
    }

    private static List<ReportData.LossCurves.Point> all(ReportData data) {
        return data.lossCurves().curves().stream()
                .flatMap(curve -> finite(curve.points()).stream())
                .toList();
    }

    private static List<ReportData.LossCurves.Point> finite(List<ReportData.LossCurves.Point> points) {
        return points.stream()
                .filter(point -> point.tokens() > 0 && Double.isFinite(point.loss()) && point.loss() > 0)
                .toList();
    }

    /** The points that can be drawn, evenly thinned, the last one kept. */
    private static List<ReportData.LossCurves.Point> thinned(List<ReportData.LossCurves.Point> points) {
        List<ReportData.LossCurves.Point> drawn = finite(points);
        int step = Math.ceilDiv(Math.max(drawn.size(), 1), MOST_POINTS);
        List<ReportData.LossCurves.Point> kept = new ArrayList<>();
        for (int i = (drawn.size() - 1) % step; i >= 0 && i < drawn.size(); i += step) {
            kept.add(drawn.get(i));
        }
        return kept;
    }
}
