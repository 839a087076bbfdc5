package dev.blueline.report;

import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Tenfold;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** A map over size and tokens: where ten times the text is worth more, where ten times the parameters, where the runs do not tell. */
final class TenfoldChart {
    private TenfoldChart() {}

    static Chart of(String id, List<Tenfold> map, List<Observation> runs) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        for (Tenfold.Answer answer : Tenfold.Answer.values()) {
            List<Object> points = map.stream()
                    .filter(point -> point.answer() == answer)
                    .map(point -> (Object)
                            Series.point(point.at().tokens(), point.at().parameters(), words(point)))
                    .toList();
            boolean filled = answer != Tenfold.Answer.UNDETERMINED;
            series.add(Series.marks(name(answer), color(answer), symbol(answer), 16, filled, points));
            legend.add(Chart.Key.mark(name(answer), color(answer), symbol(answer), filled));
        }
        series.add(Series.marks(
                "fitted runs",
                "ink",
                SizeStyle.CIRCLE,
                4,
                true,
                runs.stream()
                        .map(run -> (Object) Series.point(run.tokens(), run.parameters(), "a fitted run"))
                        .toList()));
        legend.add(Chart.Key.mark("fitted runs", "ink", SizeStyle.CIRCLE, true));
        LogAxis across = LogAxis.tokens(
                DoubleStream.concat(map.stream().mapToDouble(p -> p.at().tokens()), DoubleStream.empty()));
        LogAxis up = LogAxis.around(
                "parameters in matrix products",
                map.stream().mapToDouble(point -> point.at().parameters()),
                3,
                Format::shortCount);
        return new Chart(
                id,
                "Map over training tokens and parameters: where ten times the text lowers the loss more than ten times the"
                        + " parameters, and where not.",
                Chart.frame(across, up, series),
                legend);
    }

    private static String words(Tenfold point) {
        return Format.shortCount(point.at().parameters()) + " parameters, "
                + Format.shortCount(point.at().tokens()) + " tokens\ntext ends "
                + Format.signedPercent(point.advantage()) + " of the loss below parameters ("
                + Format.signedPercent(point.interval().low()) + " to "
                + Format.signedPercent(point.interval().high()) + ")";
    }

    private static String name(Tenfold.Answer answer) {
        return switch (answer) {
            case TEXT -> "ten times the text";
            case PARAMETERS -> "ten times the parameters";
            case UNDETERMINED -> "undetermined";
        };
    }

    private static String color(Tenfold.Answer answer) {
        return switch (answer) {
            case TEXT -> "blue";
            case PARAMETERS -> "orange";
            case UNDETERMINED -> "undetermined";
        };
    }

    private static String symbol(Tenfold.Answer answer) {
        return switch (answer) {
            case TEXT -> SizeStyle.CIRCLE;
            case PARAMETERS -> SizeStyle.UP;
            case UNDETERMINED -> SizeStyle.DIAMOND;
        };
    }
}
