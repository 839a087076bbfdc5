package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Benchmark;
import dev.blueline.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Benchmarks of a table with a row a score: columns benchmark, date or compute, model, score, and chance, human, items where known.
 *
 * @param file it was read from
 * @param benchmarks in the order of their first rows
 * @param overTime whether places are dates, rather than logarithms of compute
 */
record BenchmarkTable(String file, List<Benchmark> benchmarks, boolean overTime) {
    private static final String BENCHMARK = "benchmark";
    private static final String MODEL = "model";
    private static final String SCORE = "score";
    private static final String DATE = "date";
    private static final String COMPUTE = "compute";

    static BenchmarkTable read(List<Path> files, Optional<String> where) {
        try (Table table = Table.open(files)) {
            where.ifPresent(table::keep);
            return read(table);
        }
    }

    private static BenchmarkTable read(Table table) {
        for (String needed : List.of(BENCHMARK, MODEL, SCORE)) {
            if (!table.has(needed)) {
                throw new BadInput(table.name() + " has no column " + needed
                        + ": give benchmark, date or compute, model and score; it has "
                        + String.join(", ", table.columns()));
            }
        }
        boolean overTime = table.has(DATE);
        if (!overTime && !table.has(COMPUTE)) {
            throw new BadInput(table.name() + " has neither a column date nor compute; it has "
                    + String.join(", ", table.columns()));
        }
        double[] at = overTime ? Dates.years(table.texts(DATE), table.places(), DATE) : logs(table, COMPUTE);
        double[] scores = table.numbers(SCORE);
        List<String> names = table.texts(BENCHMARK);
        List<String> models = table.texts(MODEL);
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < at.length; i++) {
            rows.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(i);
        }
        List<Benchmark> benchmarks = new ArrayList<>();
        rows.forEach((name, of) -> {
            OptionalDouble items = level(table, "items", name, of);
            benchmarks.add(new Benchmark(
                    name,
                    of.stream()
                            .map(i -> new Benchmark.Entry(models.get(i), at[i], scores[i]))
                            .toList(),
                    level(table, "chance", name, of),
                    level(table, "human", name, of),
                    items.isPresent() ? OptionalLong.of((long) items.getAsDouble()) : OptionalLong.empty()));
        });
        return new BenchmarkTable(table.name(), benchmarks, overTime);
    }

    /** Logarithms of a column of compute. */
    static double[] logs(Table table, String column) {
        double[] compute = table.numbers(column);
        for (int i = 0; i < compute.length; i++) {
            if (!(compute[i] > 0)) {
                throw new BadInput(column + " is " + compute[i] + " in "
                        + table.places().get(i) + ", where FLOPs above 0 are needed");
            }
            compute[i] = Math.log(compute[i]);
        }
        return compute;
    }

    /** A figure of the whole benchmark, which its rows repeat or leave empty. */
    private static OptionalDouble level(Table table, String column, String benchmark, List<Integer> rows) {
        if (!table.has(column)) {
            return OptionalDouble.empty();
        }
        List<String> all = table.texts(column);
        List<String> given = rows.stream()
                .map(all::get)
                .filter(text -> !text.isBlank())
                .distinct()
                .toList();
        if (given.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (given.size() > 1 || !given.getFirst().matches("\\d+(\\.\\d+)?([eE]\\d+)?")) {
            throw new BadInput("benchmark " + benchmark + " has the " + column + " " + String.join(" and ", given)
                    + " in " + table.name() + ": give one number to all its rows, or to one");
        }
        return OptionalDouble.of(Double.parseDouble(given.getFirst()));
    }
}
