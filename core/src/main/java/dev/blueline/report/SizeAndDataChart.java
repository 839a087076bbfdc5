package dev.blueline.report;

import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Loss against tokens, one line a size, the mean over seeds: what more data and what more parameters buy. */
final class SizeAndDataChart {
    private SizeAndDataChart() {}

    static Chart of(ReportData data) {
        List<RunResult> runs = runs(data);
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        SizeStyle.ofSizes(data).forEach((size, style) -> {
            List<Object> points = new ArrayList<>();
            byTokens(runs, size).forEach((tokens, seeds) -> {
                double mean = seeds.stream()
                        .mapToDouble(run -> run.overall().value())
                        .average()
                        .orElseThrow();
                points.add(Series.point(
                        tokens,
                        mean,
                        size + ", " + Format.shortCount(tokens) + " tokens\n" + Format.loss(mean)
                                + " bits per byte, mean of " + seeds.size()
                                + (seeds.size() == 1 ? " seed" : " seeds")));
            });
            if (!points.isEmpty()) {
                series.add(Series.line(size, style.color(), style.symbol(), style.dash(), 1.6, points));
                legend.add(Chart.Key.both(size, style));
            }
        });
        return new Chart(
                "size-and-data-chart",
                "Bits per byte against training tokens, both axes logarithmic, one line for each model size.",
                Chart.frame(
                        LogAxis.tokens(
                                runs.stream().mapToDouble(run -> run.run().tokens())),
                        LogAxis.loss(
                                runs.stream().mapToDouble(run -> run.overall().value())),
                        series),
                legend);
    }

    static List<RunResult> runs(ReportData data) {
        return data.runs().stream()
                .filter(RunResult::drawable)
                .filter(run -> run.run().role() == Run.Role.LADDER || run.run().role() == Run.Role.HELD_OUT)
                .sorted(Comparator.comparingLong(run -> run.run().tokens()))
                .toList();
    }

    static Map<Long, List<RunResult>> byTokens(List<RunResult> runs, String size) {
        return runs.stream()
                .filter(run -> run.size().equals(size))
                .collect(Collectors.groupingBy(run -> run.run().tokens(), TreeMap::new, Collectors.toList()));
    }
}
