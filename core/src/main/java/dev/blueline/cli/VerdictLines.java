package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Judge;
import dev.blueline.scaling.Metric;
import dev.blueline.scaling.Series;
import dev.blueline.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Splits a file of results into lines.
 *
 * @param x what grows
 * @param y loss or score
 * @param fixed what is held fixed: values within 5% of the least of a group are one line
 * @param series one line for each text
 * @param where condition on rows
 */
record VerdictLines(
        String x, String y, Optional<String> fixed, Optional<String> series, Optional<String> where, Metric metric) {
    private static final double SAME = 1.05;

    /** One row. */
    private record Row(String series, double fixed, Judge.Point point) {}

    List<Series> read(List<Path> files) {
        try (Table table = Table.open(files)) {
            where.ifPresent(table::keep);
            Map<String, List<Row>> bySeries = rows(table).stream()
                    .collect(Collectors.groupingBy(Row::series, LinkedHashMap::new, Collectors.toList()));
            List<Series> lines = new ArrayList<>();
            bySeries.forEach((name, rows) -> split(name, rows, lines));
            return lines;
        }
    }

    private List<Row> rows(Table table) {
        double[] xs = table.numbers(x);
        double[] ys = table.numbers(y);
        Optional<double[]> held = fixed.map(table::numbers);
        Optional<List<String>> names = series.map(table::texts);
        List<String> places = table.places();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            int row = i;
            if (!(xs[i] > 0) || Double.isInfinite(xs[i])) {
                throw bad(x, xs[i], places.get(i), "above 0");
            }
            check(ys[i], places.get(i));
            rows.add(new Row(
                    names.map(all -> all.get(row)).orElse(""),
                    held.map(all -> all[row]).orElse(0.0),
                    new Judge.Point(xs[i], ys[i])));
        }
        return rows;
    }

    private void check(double value, String place) {
        switch (metric) {
            case Metric.Loss loss -> {
                if (!(value > 0) || Double.isInfinite(value)) {
                    throw bad(y, value, place, "above 0, as a loss is; for a score say --higher-is-better");
                }
            }
            case Metric.Score score -> {
                if (!(value >= 0) || value > score.ceiling()) {
                    throw bad(
                            y,
                            value,
                            place,
                            "between 0 and the ceiling " + score.ceiling()
                                    + "; divide percentages by 100, or set --ceiling");
                }
            }
        }
    }

    private static BadInput bad(String what, double value, String place, String wanted) {
        return new BadInput(what + " is " + value + " in " + place + ", but must be " + wanted);
    }

    private void split(String name, List<Row> rows, List<Series> lines) {
        List<Row> sorted = rows.stream()
                .sorted(Comparator.comparingDouble(Row::fixed)
                        .thenComparingDouble(row -> row.point().x()))
                .toList();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size()
                    || sorted.get(i).fixed() > SAME * sorted.get(from).fixed()) {
                lines.add(line(name, sorted.subList(from, i)));
                from = i;
            }
        }
    }

    private Series line(String name, List<Row> rows) {
        double value = rows.stream().mapToDouble(Row::fixed).average().orElseThrow();
        List<String> parts = new ArrayList<>();
        if (!name.isEmpty()) {
            parts.add(name);
        }
        fixed.ifPresent(column -> parts.add(String.format(Locale.ROOT, "%s = %.3g", column, value)));
        return new Series(
                parts.isEmpty() ? "all rows" : String.join(", ", parts),
                fixed.isPresent() ? OptionalDouble.of(value) : OptionalDouble.empty(),
                rows.stream()
                        .map(Row::point)
                        .sorted(Comparator.comparingDouble(Judge.Point::x))
                        .toList());
    }
}
