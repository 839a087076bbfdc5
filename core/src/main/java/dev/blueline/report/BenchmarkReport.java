package dev.blueline.report;

import dev.blueline.scaling.Benchmark;
import dev.blueline.scaling.SaturationCurve;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Benchmarks over time as a page: one picture of all of them, and a table. */
public final class BenchmarkReport {
    private BenchmarkReport() {}

    /**
     * A benchmark with its curve.
     *
     * @param curve empty where its scores are too few
     */
    public record Line(Benchmark benchmark, Optional<SaturationCurve> curve) {}

    /**
     * What the page shows.
     *
     * @param across title of the axis of places
     * @param place how a place is written
     * @param sentence what the benchmarks say together
     * @param columns headings of the table; numbers begin with #
     * @param rows cells of the table
     */
    public record Page(
            String across,
            DoubleFunction<String> place,
            List<Line> lines,
            String sentence,
            List<String> columns,
            List<List<String>> rows) {}

    /** The page as text. */
    public static String html(Page page) {
        Section section = Section.titled("saturation", "How benchmarks saturate")
                .text(page.sentence())
                .chart(
                        BenchmarkChart.of(page),
                        "The best score so far on each benchmark, 0 at its floor and 1 at a perfect score, with its S-curve. The steeper"
                                + " a curve, the shorter the benchmark lasts.");
        Table table = new Table("Benchmarks", page.columns().toArray(String[]::new));
        page.rows().forEach(row -> table.row(row.toArray(String[]::new)));
        return Report.page("Benchmarks over time", List.of(section.table(table)));
    }
}
