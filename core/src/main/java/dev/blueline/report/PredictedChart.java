package dev.blueline.report;

import dev.blueline.ablation.MixtureAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Measured against predicted losses of the domains in natural, uniform and best shares. */
final class PredictedChart {
    private static final String EQUAL = "as predicted";

    private PredictedChart() {}

    static Chart of(MixtureAnalysis found) {
        double[] values = found.figures().stream()
                .flatMapToDouble(figure -> DoubleStream.of(figure.predicted(), figure.measured()))
                .toArray();
        LogAxis x = LogAxis.around("predicted (bits per byte)", DoubleStream.of(values), 4, Format::plain);
        LogAxis y = LogAxis.around("measured (bits per byte)", DoubleStream.of(values), 4, Format::plain);
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        series.add(Series.line(
                EQUAL, "axis", "", List.of(7, 4), 1.2, List.of(List.of(x.min(), x.min()), List.of(x.max(), x.max()))));
        Map<String, SizeStyle> styles = SizeStyle.of(found.domains());
        styles.forEach((domain, style) -> {
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (MixtureAnalysis.Figure figure : found.figures()) {
                if (figure.domain().equals(domain)) {
                    points.add(Series.point(
                            figure.predicted(),
                            figure.measured(),
                            domain + ", " + figure.arm() + " shares\npredicted " + Format.loss(figure.predicted())
                                    + "\nmeasured " + Format.loss(figure.measured())));
                    double error = 2 * figure.deviation() / Math.sqrt(seeds(found));
                    if (Double.isFinite(error)) {
                        bars.add(new double[] {figure.predicted(), figure.measured() - error, figure.measured() + error
                        });
                    }
                }
            }
            series.add(Series.withErrorBars(
                    Series.marks(domain, style.color(), style.symbol(), 10, true, points), style.color(), 1.2, bars));
            legend.add(Chart.Key.mark(domain, style.color(), style.symbol(), true));
        });
        legend.add(Chart.Key.line(EQUAL, "axis", List.of(7, 4)));
        return new Chart(
                "predicted-chart",
                "Measured against predicted loss of each domain at the largest runs, both axes logarithmic.",
                Chart.frame(x, y, series),
                legend);
    }

    private static int seeds(MixtureAnalysis found) {
        return found.against().values().stream()
                .mapToInt(paired -> paired.seeds())
                .min()
                .orElse(1);
    }
}
