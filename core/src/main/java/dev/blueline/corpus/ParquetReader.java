package dev.blueline.corpus;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/**
 * Parquet, by DuckDB: one document a row, in the order of the rows, a few row groups in memory at a time. A file inside an
 * archive is copied to the folder for temporary files first, since Parquet is read from its end.
 */
public final class ParquetReader implements CorpusReader {
    private static final int PROGRESS_ROWS = 1_000;
    private static final String MARK = "PAR1";
    private static final Pattern NO_SCALARS = Pattern.compile("STRUCT|MAP|UNION|BLOB|BIT|GEOMETRY|VARIANT");

    @Override
    public boolean accepts(SourceFile file) {
        return !file.inCodeJar() && file.extension().equals("parquet");
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        if (file.onDisk().isPresent()) {
            read(file, file.onDisk().get(), documents);
            return;
        }
        Path copy = Files.createTempFile("blueline", ".parquet");
        try {
            Files.copy(file.bytes(), copy, StandardCopyOption.REPLACE_EXISTING);
            read(file, copy, documents);
        } finally {
            Files.delete(copy);
        }
    }

    private static void read(SourceFile file, Path path, Consumer<Document> documents) throws IOException {
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", "1GB");
        Records records = new Records(file, documents, "row");
        String table = "read_parquet('" + path.toString().replace("'", "''") + "')";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = connection.createStatement()) {
            Map<String, String> types = new LinkedHashMap<>();
            try (ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
                while (described.next()) {
                    types.put(described.getString(1), described.getString(2));
                }
            }
            List<String> ofWords = types.keySet().stream()
                    .filter(column -> isWords(type(types, column)))
                    .toList();
            List<String> wanted =
                    records.choose(List.copyOf(types.keySet()), ofWords).orElse(List.of());
            Optional<String> notText = wanted.stream()
                    .filter(column ->
                            !isWords(type(types, column)) && !(records.takesNumbers() && isScalar(type(types, column))))
                    .findFirst();
            if (notText.isPresent()) {
                file.passOver(
                        Skipped.NO_TEXT_COLUMN,
                        "",
                        "column " + notText.get() + " holds " + shortened(type(types, notText.get()))
                                + ", not text; choose another with --text-column");
            } else if (!wanted.isEmpty()) {
                String selected = wanted.stream()
                        .map(column -> selected(column, type(types, column)))
                        .collect(Collectors.joining(", "));
                readRows(file, statement, selected, table, records);
            }
        } catch (SQLException failure) {
            throw new IOException(cause(path), failure);
        }
        records.end();
    }

    private static String type(Map<String, String> types, String column) {
        return types.getOrDefault(column, "");
    }

    private static boolean isWords(String type) {
        return type.equals("VARCHAR") || type.equals("VARCHAR[]");
    }

    /** A number, a date, a truth value: neither nested nor bytes. */
    private static boolean isScalar(String type) {
        return !type.endsWith("]") && !NO_SCALARS.matcher(type).lookingAt();
    }

    private static String shortened(String type) {
        return type.length() <= 40 ? type : type.substring(0, 37) + "...";
    }

    private static String selected(String column, String type) {
        String quoted = '"' + column.replace("\"", "\"\"") + '"';
        return type.equals("VARCHAR[]")
                ? "array_to_string(" + quoted + ", chr(10))"
                : "CAST(" + quoted + " AS VARCHAR)";
    }

    /** Why DuckDB could not read a file: its own words speak of queries. A sound file begins and ends with the same mark. */
    private static String cause(Path path) throws IOException {
        byte[] start = new byte[MARK.length()];
        byte[] end = new byte[MARK.length()];
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() < 2L * MARK.length()) {
                return "it is not Parquet";
            }
            file.readFully(start);
            file.seek(file.length() - MARK.length());
            file.readFully(end);
        }
        if (!MARK.equals(new String(start, StandardCharsets.ISO_8859_1))) {
            return "it is not Parquet";
        }
        return MARK.equals(new String(end, StandardCharsets.ISO_8859_1))
                ? "a part of it cannot be read as Parquet"
                : "it is cut off: the mark at the end of a Parquet file is missing";
    }

    private static void readRows(SourceFile file, Statement statement, String wanted, String table, Records records)
            throws SQLException, IOException {
        long all;
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            all = Math.max(1, count.getLong(1));
        }
        long size = file.onDisk().isPresent() ? Files.size(file.onDisk().get()) : 0;
        long passed = 0;
        try (ResultSet rows = statement.executeQuery("SELECT " + wanted + " FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            long number = 0;
            while (rows.next()) {
                number++;
                List<String> parts = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    parts.add(Objects.requireNonNullElse(rows.getString(i), ""));
                }
                records.take(number, parts);
                if (size > 0 && number % PROGRESS_ROWS == 0) { // whoever follows the file's stream sees how far it is
                    passed += file.bytes().skip((long) ((double) number / all * size) - passed);
                }
            }
        }
    }
}
