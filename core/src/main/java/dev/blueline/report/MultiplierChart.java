package dev.blueline.report;

import dev.blueline.comparison.Challenger;
import dev.blueline.comparison.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** A recipe's compute multiplier at every scale, with its intervals, and its forecast. */
final class MultiplierChart {
    private static final String MEASURED = "measured";
    private static final String FORECAST = "forecast";
    private static final String EQUAL = "as the baseline";

    private MultiplierChart() {}

    static Chart of(Challenger challenger, int number) {
        List<Object> points = new ArrayList<>();
        List<double[]> bars = new ArrayList<>();
        for (Challenger.Point point : challenger.points()) {
            points.add(Series.point(
                    point.compute(),
                    point.multiplier().value(),
                    Format.shortCount(point.parameters()) + " parameters, " + Format.shortCount(point.tokens())
                            + " tokens\n" + ComparisonReport.factor(point.multiplier())));
            bars.add(bar(point.compute(), point.multiplier()));
        }
        Estimate ahead = challenger.forecast();
        double where = challenger.forecastCompute();
        double least = challenger.points().getFirst().compute();
        List<Object> series = List.of(
                Series.line(EQUAL, "axis", "", List.of(7, 4), 1.2, List.of(List.of(least, 1.0), List.of(where, 1.0))),
                Series.withErrorBars(
                        Series.marks(MEASURED, "blue", SizeStyle.CIRCLE, 9, true, points), "blue", 1.2, bars),
                Series.withErrorBars(
                        Series.marks(
                                FORECAST,
                                "vermillion",
                                SizeStyle.DIAMOND,
                                11,
                                false,
                                List.of(Series.point(
                                        where, ahead.value(), "forecast\n" + ComparisonReport.factor(ahead)))),
                        "vermillion",
                        1.2,
                        List.of(bar(where, ahead))));
        LogAxis x = LogAxis.compute(DoubleStream.of(least, where));
        LogAxis y = LogAxis.around(
                "compute multiplier",
                DoubleStream.concat(
                        DoubleStream.of(1),
                        DoubleStream.concat(
                                        bars.stream().flatMapToDouble(bar -> DoubleStream.of(bar[1], bar[2])),
                                        DoubleStream.of(ahead.low(), ahead.high()))
                                .map(value -> Math.clamp(value, 0.1, 20))),
                4,
                Format::plain);
        return new Chart(
                "multiplier-chart-" + number,
                "Compute multiplier of " + challenger.name() + " against training compute, both axes logarithmic. "
                        + challenger.sentence(),
                Chart.frame(x, y, series),
                List.of(
                        Chart.Key.mark(MEASURED, "blue", SizeStyle.CIRCLE, true),
                        Chart.Key.mark(FORECAST, "vermillion", SizeStyle.DIAMOND, false),
                        Chart.Key.line(EQUAL, "axis", List.of(7, 4))));
    }

    private static double[] bar(double x, Estimate estimate) {
        return new double[] {x, estimate.low(), estimate.high()};
    }
}
