package dev.blueline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Loss against the factor on the learning rate, one line a rung: the rule is right where each line is lowest near 1. */
final class RateCheckChart {
    private RateCheckChart() {}

    static Chart of(ReportData data) {
        Map<String, SizeStyle> styles = SizeStyle.of(
                data.rateChecks().stream().map(ReportData.RateCheck::rung).toList());
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        for (ReportData.RateCheck check : data.rateChecks()) {
            SizeStyle style = styles.getOrDefault(check.rung(), SizeStyle.OTHER);
            List<Object> points = new ArrayList<>();
            List<double[]> bars = new ArrayList<>();
            for (ReportData.RateCheck.Trial point : sorted(check)) {
                if (point.loss().finite()) {
                    points.add(Series.point(
                            point.rateScale(),
                            point.loss().value(),
                            check.rung() + ", rate ×" + Format.significant(point.rateScale()) + "\n"
                                    + Format.loss(point.loss()) + " bits per byte"));
                    if (Series.hasBar(point.loss())) {
                        bars.add(Series.bar(point.rateScale(), point.loss()));
                    }
                }
            }
            series.add(Series.withErrorBars(
                    Series.line(check.rung(), style.color(), style.symbol(), style.dash(), 1.6, points),
                    style.color(),
                    1.2,
                    bars));
            legend.add(Chart.Key.both(check.rung(), style));
        }
        return new Chart(
                "rate-check-chart",
                "Bits per byte against the factor on the learning rate of the rule, both axes logarithmic.",
                Chart.frame(
                        scales(data),
                        LogAxis.loss(data.rateChecks().stream()
                                .flatMap(check -> check.trials().stream())
                                .map(ReportData.RateCheck.Trial::loss)
                                .filter(Loss::finite)
                                .flatMapToDouble(loss -> Series.hasBar(loss)
                                        ? DoubleStream.of(
                                                loss.value() - 2 * loss.standardError(),
                                                loss.value() + 2 * loss.standardError())
                                        : DoubleStream.of(loss.value()))),
                        series),
                legend);
    }

    static List<ReportData.RateCheck.Trial> sorted(ReportData.RateCheck check) {
        return check.trials().stream()
                .sorted(Comparator.comparingDouble(ReportData.RateCheck.Trial::rateScale))
                .toList();
    }

    /** The scales tried are the ticks: there are few, and in between there is nothing to read. */
    private static LogAxis scales(ReportData data) {
        double[] tried = data.rateChecks().stream()
                .flatMap(check -> check.trials().stream())
                .mapToDouble(ReportData.RateCheck.Trial::rateScale)
                .filter(scale -> scale > 0)
                .sorted()
                .distinct()
                .toArray();
        LogAxis around = LogAxis.around(
                "factor on the learning rate", DoubleStream.of(tried), 1, scale -> "×" + Format.significant(scale));
        return new LogAxis(
                around.name(),
                around.min(),
                around.max(),
                DoubleStream.of(tried).boxed().toList(),
                around.label());
    }
}
