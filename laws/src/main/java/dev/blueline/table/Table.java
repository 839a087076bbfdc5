package dev.blueline.table;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.LedgerTable;
import dev.blueline.ledger.SealedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows of one or more files of results, in the order of the files, with columns by name or by SQL expression over names:
 *
 * <pre>{@code
 * try (Table table = Table.open(List.of(Path.of("runs.csv")))) {
 *     table.keep("loss < 5");
 *     double[] n = table.numbers("Model Size");
 *     double[] d = table.numbers("\"Training FLOP\" / 6 / \"Model Size\"");
 * }
 * }</pre>
 *
 * Several files are stacked by column name. Once the files are read, SQL reaches nothing but the table: no other file, no
 * network. Memory holds the whole table.
 */
public final class Table implements AutoCloseable {
    /** Position of a row in its file, counted from 1, without the header. */
    private static final String ROW = "blueline_row";

    private static final String FILE = "blueline_file";

    private final Connection connection;
    private final String name;

    private Table(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /**
     * Reads files by their endings: .csv and .tsv, .json, .jsonl and .ndjson (each also with .gz), .parquet; and ledgers, by the
     * name ledger.jsonl or by their folder, a row a run.
     *
     * @throws BadInput if a file is missing, empty, or not what its ending says
     */
    public static Table open(List<Path> files) {
        if (files.isEmpty()) {
            throw new BadInput(
                    "no file of results was given: give .csv, .tsv, .json, .jsonl or .parquet files, or a ledger");
        }
        String name = files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
        Table table = new Table(connect(), name);
        try {
            for (int i = 0; i < files.size(); i++) {
                table.load(files.get(i), i);
            }
            String parts = IntStream.range(0, files.size())
                    .mapToObj(i -> "SELECT * FROM part" + i)
                    .collect(Collectors.joining(" UNION ALL BY NAME "));
            table.execute("CREATE TABLE results AS " + parts);
            table.execute("SET enable_external_access = false");
            table.execute("SET lock_configuration = true");
            if (table.size() == 0) {
                throw new BadInput(name + " has no rows: give a file with a row for each run");
            }
            return table;
        } catch (SQLException failure) {
            table.close();
            throw new BadInput(name + " could not be read: " + firstLine(failure), failure);
        } catch (BadInput bad) {
            table.close();
            throw bad;
        }
    }

    private static Connection connect() {
        try {
            return DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "DuckDB does not start: org.duckdb:duckdb_jdbc must be on the class path", failure);
        }
    }

    private void load(Path file, int part) throws SQLException {
        if (Files.isDirectory(file) || String.valueOf(file.getFileName()).equals("ledger.jsonl")) {
            loadLedger(file, part);
            return;
        }
        if (!Files.isRegularFile(file)) {
            throw new BadInput("there is no file " + file + ": check the path");
        }
        SealedFiles.verifyIfSealed(file);
        load(file, reader(file, file.toString().replace("'", "''")), part);
    }

    private void loadLedger(Path ledger, int part) throws SQLException {
        String lines = LedgerTable.rows(ledger).stream()
                .map(JsonMapper.shared()::writeValueAsString)
                .collect(Collectors.joining("\n"));
        if (lines.isEmpty()) {
            throw new BadInput(ledger + " has no finished runs: wait for one, or give another ledger");
        }
        try {
            Path flat = Files.createTempFile("ledger", ".jsonl");
            try {
                Files.writeString(flat, lines);
                load(ledger, reader(flat, flat.toString().replace("'", "''")), part);
            } finally {
                Files.deleteIfExists(flat);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("no room for a temporary copy of " + ledger, failure);
        }
    }

    private void load(Path file, String reader, int part) throws SQLException {
        try {
            execute("CREATE TABLE part" + part + " AS SELECT row_number() OVER () AS " + ROW + ", '"
                    + file.getFileName().toString().replace("'", "''") + "' AS " + FILE + ", * FROM " + reader);
        } catch (SQLException failure) {
            String reason = firstLine(failure);
            throw new BadInput(
                    file + " could not be read: "
                            + (reason.contains("pending query result")
                                    ? "a line is damaged, or the text is not in UTF-8"
                                    : reason),
                    failure);
        }
    }

    private static String reader(Path file, String path) {
        String ending = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (ending.endsWith(".gz")) {
            ending = ending.substring(0, ending.length() - 3);
        }
        if (ending.endsWith(".csv") || ending.endsWith(".tsv") || ending.endsWith(".txt")) {
            return "read_csv('" + path + "', sample_size = -1, header = true)";
        }
        if (ending.endsWith(".json") || ending.endsWith(".jsonl") || ending.endsWith(".ndjson")) {
            return "read_json('" + path + "', sample_size = -1)";
        }
        if (ending.endsWith(".parquet")) {
            return "read_parquet('" + path + "')";
        }
        throw new BadInput(file + ": results are read from files that end in .csv, .tsv, .json, .jsonl or .parquet");
    }

    /** Names of the columns, in the order of the files. */
    public List<String> columns() {
        return strings("SELECT column_name FROM information_schema.columns WHERE table_name = 'results' "
                + "AND column_name NOT IN ('" + ROW + "', '" + FILE + "') ORDER BY ordinal_position");
    }

    /** Number of rows kept. */
    public int size() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM results")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What was read, for messages. */
    public String name() {
        return name;
    }

    /**
     * Keeps the rows for which an SQL condition is true.
     *
     * @throws BadInput if the condition is not SQL, names a column that is not there, or leaves no row
     */
    public void keep(String condition) {
        int before = size();
        try {
            execute("DELETE FROM results WHERE (" + condition + ") IS DISTINCT FROM true");
        } catch (SQLException failure) {
            throw explained("the condition " + condition, failure);
        }
        if (size() == 0) {
            throw new BadInput("the condition " + condition + " leaves none of the " + before + " rows of " + name);
        }
    }

    /** Whether a column of this name is there; upper and lower case count alike. */
    public boolean has(String column) {
        return named(column).isPresent();
    }

    /** The column of this name as the file writes it; upper and lower case count alike where that is not ambiguous. */
    public Optional<String> named(String wanted) {
        List<String> columns = columns();
        return columns.stream()
                .filter(wanted::equals)
                .findFirst()
                .or(() -> columns.stream().filter(wanted::equalsIgnoreCase).findFirst());
    }

    /**
     * A column, or an SQL expression over columns, as numbers.
     *
     * @throws BadInput if a name is not there, or a row holds text, nothing, or not a number
     */
    public double[] numbers(String expression) {
        String sql = column(expression);
        List<Double> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT TRY_CAST(v AS DOUBLE), CAST(v AS VARCHAR), " + FILE
                        + ", " + ROW + " FROM (SELECT " + sql + " AS v, " + FILE + ", " + ROW + " FROM results)")) {
            while (rows.next()) {
                double value = rows.getDouble(1);
                if (rows.wasNull() || Double.isNaN(value)) {
                    String text = Objects.requireNonNullElse(rows.getString(2), "nothing");
                    throw new BadInput(
                            expression + " is " + (text.equals("nothing") ? text : "'" + text + "'") + " in row "
                                    + rows.getLong(4) + " of " + rows.getString(3)
                                    + ", where a number is needed: mend the row, or leave it out with --where");
                }
                values.add(value);
            }
        } catch (SQLException failure) {
            throw explained(expression, failure);
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** A column, or an SQL expression over columns, as text; empty where the row holds nothing. */
    public List<String> texts(String expression) {
        String sql = column(expression);
        try {
            return stringsOrThrow("SELECT coalesce(CAST(" + sql + " AS VARCHAR), '') FROM results");
        } catch (SQLException failure) {
            throw explained(expression, failure);
        }
    }

    /** File and row of each row kept, such as {@code runs.csv row 17}, for messages. */
    public List<String> places() {
        return strings("SELECT " + FILE + " || ' row ' || " + ROW + " FROM results");
    }

    /** A column's name quoted, anything else as it is. */
    private String column(String expression) {
        return named(expression).map(Table::quoted).orElse(expression);
    }

    private static String quoted(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    private BadInput explained(String what, SQLException failure) {
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        var missing = Pattern.compile("Referenced column \"(.*?)\" not found").matcher(message);
        if (missing.find()) {
            return new BadInput(
                    "no column " + missing.group(1) + " in " + name + nearest(missing.group(1)) + "; it has "
                            + String.join(", ", columns()),
                    failure);
        }
        return new BadInput(
                what + " is neither a column of " + name + " nor SQL over its columns: " + firstLine(failure), failure);
    }

    private String nearest(String wanted) {
        String text = wanted.replace("'", "''");
        List<String> nearest =
                strings("SELECT column_name FROM information_schema.columns WHERE table_name = 'results' "
                        + "AND jaro_winkler_similarity(lower(column_name), lower('" + text + "')) > 0.7 "
                        + "ORDER BY jaro_winkler_similarity(lower(column_name), lower('" + text + "')) DESC LIMIT 1");
        return nearest.isEmpty() ? "" : " (did you mean " + nearest.getFirst() + "?)";
    }

    private static String firstLine(SQLException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "no reason given")
                .lines()
                .findFirst()
                .orElse("");
    }

    private List<String> strings(String sql) {
        try {
            return stringsOrThrow(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    private List<String> stringsOrThrow(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
