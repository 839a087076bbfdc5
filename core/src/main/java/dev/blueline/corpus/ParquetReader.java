package dev.blueline.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/**
 * Parquet, by DuckDB: one document a row, in the order of the rows, a few row groups in memory at a time. A file inside an
 * archive is copied to the folder for temporary files first, since Parquet is read from its end.
 */
public final class ParquetReader implements CorpusReader {
    private static final int PROGRESS_ROWS = 1_000;

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
            List<String> columns = new ArrayList<>();
            List<String> ofWords = new ArrayList<>();
            try (ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
                while (described.next()) {
                    columns.add(described.getString(1));
                    if (described.getString(2).equals("VARCHAR")) {
                        ofWords.add(described.getString(1));
                    }
                }
            }
            String wanted = records.choose(columns, ofWords).orElse(List.of()).stream()
                    .map(column -> "CAST(\"" + column.replace("\"", "\"\"") + "\" AS VARCHAR)")
                    .collect(Collectors.joining(", "));
            if (wanted.isEmpty()) {
                records.take(0, List.of());
            } else {
                readRows(file, statement, wanted, table, records);
            }
        } catch (SQLException failure) {
            String message = Objects.requireNonNullElse(failure.getMessage(), "")
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new IOException(message.replace(path.toString(), file.fileName()), failure);
        }
        records.end();
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
