package dev.blueline.report;

import dev.blueline.ablation.QualityGain;
import dev.blueline.ablation.QualityOutcome;
import dev.blueline.comparison.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Multipliers of compute of the clean text and of every filter, at every scale. */
final class QualityGainChart {
    private static final String EQUAL = "as unfiltered";
    /** Factor between the marks of two texts at one scale, so that they do not lie on one another. */
    private static final double APART = 1.06;
    /** What lies beyond is cut off: an interval of a scale without information has no end. */
    private static final double LEAST = 0.4;

    private static final double MOST = 6;

    private QualityGainChart() {}

    static Chart of(QualityOutcome outcome) {
        List<QualityGain> gains = outcome.gains(outcome.reference());
        Map<String, SizeStyle> styles =
                SizeStyle.of(gains.stream().map(QualityGain::arm).toList());
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder across = DoubleStream.builder();
        DoubleStream.Builder up = DoubleStream.builder();
        up.add(1);
        int number = 0;
        for (QualityGain gain : gains) {
            SizeStyle style = styles.getOrDefault(gain.arm(), SizeStyle.OTHER);
            String name = QualitySections.label(gain.arm());
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (QualityGain.Point point : gain.points()) {
                double x = point.compute() * Math.pow(APART, number - 0.5 * (gains.size() - 1));
                Estimate multiplier = point.multiplier();
                points.add(Series.point(
                        x,
                        Math.clamp(multiplier.value(), LEAST, MOST),
                        name + "\n" + Format.shortCount(point.parameters()) + " parameters, "
                                + Format.shortCount(point.tokens()) + " tokens\n"
                                + ComparisonReport.factor(multiplier)));
                double low = Math.clamp(multiplier.low(), LEAST, MOST);
                double high = Math.clamp(multiplier.high(), LEAST, MOST);
                bars.add(new double[] {x, low, high});
                across.add(x);
                up.add(low);
                up.add(high);
            }
            series.add(Series.withErrorBars(
                    Series.marks(name, style.color(), style.symbol(), 9, true, points), style.color(), 1.2, bars));
            legend.add(Chart.Key.mark(name, style.color(), style.symbol(), true));
            number++;
        }
        double[] places = across.build().toArray();
        LogAxis x = LogAxis.compute(DoubleStream.of(places));
        series.addFirst(Series.line(
                EQUAL,
                "axis",
                "",
                List.of(7, 4),
                1.2,
                List.of(
                        List.of(DoubleStream.of(places).min().orElse(1), 1.0),
                        List.of(DoubleStream.of(places).max().orElse(10), 1.0))));
        legend.add(Chart.Key.line(EQUAL, "axis", List.of(7, 4)));
        return new Chart(
                "quality-gains",
                "Multiplier of compute on " + outcome.reference()
                        + " of the clean text and of every filter against training compute, both axes logarithmic.",
                Chart.frame(x, LogAxis.around("compute multiplier", up.build(), 4, Format::plain), series),
                legend);
    }
}
