package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import dev.blueline.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The rows of a CSV, JSON lines or Parquet file as text by column; an empty cell is absent. A row is a logged step where there is a
 * step column, else a finished run.
 *
 * @param file for messages
 * @param columns in the file's order
 * @param rows with the columns that hold something
 */
record Rows(Path file, Set<String> columns, List<Map<String, String>> rows) {
    /** A chart exported from W&amp;B: {@code Step}, then for each run {@code NAME - METRIC} with its extremes. */
    private static final Pattern CHART = Pattern.compile("(.+) - (.+?)(__MIN|__MAX)?");

    static boolean is(Path file) {
        return file.getFileName()
                .toString()
                .toLowerCase(Locale.ROOT)
                .matches(".*\\.(csv|tsv|parquet|jsonl|ndjson)(\\.gz)?");
    }

    static Rows read(Path file, boolean live) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.(jsonl|ndjson)")) {
            List<Map<String, String>> rows = new ArrayList<>();
            for (JsonNode object : JsonLines.read(file, live)) {
                Map<String, String> row = new LinkedHashMap<>();
                JsonText.settings(object, "", row);
                rows.add(row);
            }
            return new Rows(file, columns(rows), rows);
        }
        if (live && name.matches(".*\\.[ct]sv")) {
            return wholeLines(file);
        }
        return table(file);
    }

    private static Rows table(Path file) {
        try (Table table = Table.open(List.of(file))) {
            List<Map<String, String>> rows = new ArrayList<>();
            for (int i = 0; i < table.size(); i++) {
                rows.add(new LinkedHashMap<>());
            }
            for (String column : table.columns()) {
                List<String> texts = table.texts(column);
                for (int i = 0; i < texts.size(); i++) {
                    if (!texts.get(i).isEmpty()) {
                        rows.get(i).put(column, texts.get(i));
                    }
                }
            }
            return new Rows(file, new LinkedHashSet<>(table.columns()), rows);
        }
    }

    /** A file that is being written, without what stands after its last line break. */
    private static Rows wholeLines(Path file) {
        String text = JsonText.text(file);
        try {
            Path folder = Files.createTempDirectory("blueline");
            Path copy = folder.resolve(file.getFileName().toString());
            try {
                Files.writeString(copy, text.substring(0, text.lastIndexOf('\n') + 1));
                Rows rows = table(copy);
                return new Rows(file, rows.columns(), rows.rows());
            } finally {
                Files.deleteIfExists(copy);
                Files.deleteIfExists(folder);
            }
        } catch (IOException failure) {
            throw new BadInput(file + " cannot be copied to be read while it grows: " + failure.getMessage(), failure);
        }
    }

    private static Set<String> columns(List<Map<String, String>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        return columns;
    }

    /** The column that counts steps, if rows are logged steps. */
    Optional<String> stepColumn(Mapping mapping) {
        return mapping.columns().step().map(this::require).or(() -> Names.STEP.in(columns));
    }

    /** A column by the name the user gave. */
    String require(String wanted) {
        return Names.exact(columns, wanted)
                .orElseThrow(() -> new BadInput("no column " + wanted + " in " + file + Names.nearest(columns, wanted)
                        + "; it has " + Names.list(columns)));
    }

    /**
     * A cell as a number, if it holds one.
     *
     * @param row counted from 0
     * @throws BadInput if it holds text
     */
    OptionalDouble number(int row, String column) {
        String text = rows.get(row).get(column);
        if (text == null) {
            return OptionalDouble.empty();
        }
        OptionalDouble number = number(text);
        if (number.isEmpty()) {
            throw new BadInput(column + " is '" + text + "' in row " + (row + 1) + " of " + file
                    + ", where a number is needed: mend the row or leave it out");
        }
        return number;
    }

    /** A number as programs print it, if the text is one. */
    static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Mlflow.value(text.strip()));
        } catch (NumberFormatException noNumber) {
            return OptionalDouble.empty();
        }
    }

    /** Rows that are logged steps, as runs: one for each name in the name column, or for each run of a W&amp;B chart. */
    List<LoggedRun> logged(Reading reading, String stepColumn) {
        Map<String, Steps> runs = new LinkedHashMap<>();
        Map<String, Map<String, String>> config = new LinkedHashMap<>();
        boolean chart = columns.stream()
                .allMatch(column ->
                        column.equals(stepColumn) || CHART.matcher(column).matches());
        Optional<String> nameColumn =
                reading.mapping().columns().name().map(this::require).or(() -> Names.RUN.in(columns));
        String whole = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        for (int i = 0; i < rows.size(); i++) {
            OptionalDouble step = number(i, stepColumn);
            if (step.isEmpty()) {
                continue;
            }
            for (Map.Entry<String, String> cell : rows.get(i).entrySet()) {
                String column = cell.getKey();
                String run = nameColumn.map(rows.get(i)::get).orElse(whole);
                Matcher charted = CHART.matcher(column);
                if (chart && charted.matches()) {
                    if (charted.group(3) != null) {
                        continue;
                    }
                    run = charted.group(1);
                    column = charted.group(2);
                }
                if (cell.getKey().equals(stepColumn) || column.equals(nameColumn.orElse(""))) {
                    continue;
                }
                OptionalDouble value = number(cell.getValue());
                if (value.isPresent()) {
                    runs.computeIfAbsent(run, name -> new Steps())
                            .add(Math.round(step.getAsDouble()), column, value.getAsDouble());
                } else {
                    config.computeIfAbsent(run, name -> new LinkedHashMap<>()).put(column, cell.getValue());
                }
            }
        }
        List<LoggedRun> logged = new ArrayList<>();
        runs.forEach((name, steps) -> logged.add(new LoggedRun(
                name,
                List.of(file),
                LogFormat.TABLE,
                steps.inOrder(),
                OptionalLong.empty(),
                config.getOrDefault(name, Map.of()),
                LoggedRun.Ending.UNSAID)));
        if (logged.isEmpty()) {
            throw new BadInput(file + " has no row with a number in its step column " + stepColumn);
        }
        return logged;
    }
}
