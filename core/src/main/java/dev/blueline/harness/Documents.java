package dev.blueline.harness;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Reads the documents of a split: maps from field to text, number, list or map. What is empty is {@link PythonNone}; a column of a
 * table whose cells are all numbers holds numbers, as pandas would have it.
 */
final class Documents {
    private Documents() {}

    /** @throws BadInput if a file is not what its format says, or holds no documents */
    static List<Map<String, Object>> read(DataFiles data, String split) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Path file : Objects.requireNonNull(data.splits().get(split))) {
            try {
                documents.addAll(
                        switch (data.format()) {
                            case JSON -> json(file, data.field());
                            case CSV -> csv(file);
                            case PARQUET -> parquet(file);
                        });
            } catch (JacksonException | IOException | SQLException failure) {
                throw unreadable(file, failure);
            }
        }
        if (documents.isEmpty()) {
            throw new BadInput("split " + split + " holds no documents: "
                    + Objects.requireNonNull(data.splits().get(split)).getFirst()
                    + "; give a file with a document for each item");
        }
        return documents;
    }

    private static BadInput unreadable(Path file, Exception failure) {
        return new BadInput(
                file + " cannot be read as documents: "
                        + String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("no reason given")
                        + "; see dataset_path in docs/benchmarks.md",
                failure);
    }

    private static List<Map<String, Object>> json(Path file, Optional<String> field) throws IOException {
        List<Map<String, Object>> documents = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                MappingIterator<JsonNode> values =
                        JsonMapper.shared().readerFor(JsonNode.class).readValues(text)) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                JsonNode inside = field.isPresent() ? value.path(field.get()) : value;
                for (JsonNode each : inside.isArray() ? inside : List.of(inside)) {
                    if (!each.isObject()) {
                        throw new IOException("document " + (documents.size() + 1) + " has no fields");
                    }
                    documents.add(document(each));
                }
            }
        }
        return documents;
    }

    private static Map<String, Object> document(JsonNode object) {
        Map<String, Object> document = new LinkedHashMap<>();
        object.properties().forEach(entry -> document.put(entry.getKey(), value(entry.getValue())));
        return document;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            return document(node);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(each -> list.add(value(each)));
            return list;
        }
        if (node.isBoolean()) {
            return PythonTruth.of(node.asBoolean());
        }
        if (node.isNull()) {
            return PythonNone.NONE;
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.asLong();
        }
        return node.isNumber() ? (Object) node.asDouble() : node.asString();
    }

    private static List<Map<String, Object>> csv(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                MappingIterator<List<String>> cells = new CsvMapper()
                        .readerForListOf(String.class)
                        .with(CsvReadFeature.WRAP_AS_ARRAY)
                        .readValues(text)) {
            while (cells.hasNextValue()) {
                List<String> row = cells.nextValue();
                if (row.size() > 1 || !row.isEmpty() && !row.getFirst().isEmpty()) {
                    rows.add(row);
                }
            }
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> names = rows.removeFirst();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != names.size()) {
                throw new IOException(
                        "row " + (i + 1) + " has " + rows.get(i).size() + " cells for " + names.size() + " columns");
            }
        }
        List<Column> columns = IntStream.range(0, names.size())
                .mapToObj(column ->
                        Column.of(rows.stream().map(row -> row.get(column)).toList()))
                .toList();
        List<Map<String, Object>> documents = new ArrayList<>();
        for (List<String> row : rows) {
            Map<String, Object> document = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                document.put(names.get(i), columns.get(i).value(row.get(i)));
            }
            documents.add(document);
        }
        return documents;
    }

    private enum Column {
        WHOLE,
        NUMBER,
        TRUTH,
        TEXT;

        static Column of(List<String> cells) {
            if (cells.stream().allMatch(cell -> cell.matches("-?\\d{1,18}"))) {
                return WHOLE;
            }
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())
                    && cells.stream().allMatch(cell -> cell.matches("|-?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?"))) {
                return NUMBER;
            }
            return cells.stream().allMatch(cell -> cell.matches("True|False|true|false|TRUE|FALSE")) ? TRUTH : TEXT;
        }

        Object value(String cell) {
            if (cell.isEmpty()) {
                return PythonNone.NONE;
            }
            return switch (this) {
                case WHOLE -> Long.parseLong(cell);
                case NUMBER -> Double.parseDouble(cell);
                case TRUTH -> PythonTruth.of(Boolean.parseBoolean(cell));
                case TEXT -> cell;
            };
        }
    }

    /** Rows as JSON objects, so that nested columns come as lists and maps. */
    private static List<Map<String, Object>> parquet(Path file) throws SQLException {
        List<Map<String, Object>> documents = new ArrayList<>();
        String table = "read_parquet('" + file.toString().replace("'", "''") + "')";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CAST(to_json(t) AS VARCHAR) FROM " + table + " t")) {
            while (rows.next()) {
                documents.add(document(JsonMapper.shared().readTree(rows.getString(1))));
            }
        }
        return documents;
    }
}
