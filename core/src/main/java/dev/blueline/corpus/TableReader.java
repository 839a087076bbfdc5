package dev.blueline.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvParser;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Tables as text ({@code .csv}, {@code .tsv}) with names in the first row: one document a row. What separates the columns,
 * and whether quotes are quotes, is seen from the first lines.
 */
public final class TableReader implements CorpusReader {
    private static final int LONGEST_CELL = 64 << 20;
    private static final int MOST_FAILURES = 1_000; // in one row
    private static final CsvMapper CSV = CsvMapper.builder(CsvFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_CELL)
                            .build())
                    .build())
            .enable(CsvReadFeature.WRAP_AS_ARRAY)
            .enable(CsvReadFeature.SKIP_EMPTY_LINES)
            .build();

    @Override
    public boolean accepts(SourceFile file) {
        return !file.inCodeJar() && List.of("csv", "tsv").contains(file.extension());
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        BufferedReader characters = new BufferedReader(file.characters(), Dialect.LOOKED_AT + 1);
        Dialect dialect = Dialect.of(characters, file.extension().equals("tsv"));
        Records records = new Records(file, documents, "line");
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(dialect.separator());
        schema = dialect.quoted() ? schema : schema.withoutQuoteChar();
        try (CsvParser rows = (CsvParser) CSV.reader().with(schema).createParser((Reader) characters)) {
            read(rows, records);
        } catch (JacksonIOException failure) {
            throw failure.getCause();
        }
        records.end();
    }

    private static void read(CsvParser rows, Records records) {
        List<Integer> places = new ArrayList<>();
        List<String> header = new ArrayList<>();
        while (true) {
            long line = rows.currentLocation().getLineNr();
            List<String> row = new ArrayList<>();
            try {
                if (!next(rows, row)) {
                    return;
                }
            } catch (JacksonIOException failure) {
                throw failure;
            } catch (JacksonException bad) {
                records.bad(line, "not a row: " + reason(bad));
                if (!skip(rows)) {
                    records.bad(line, "nothing after it could be read");
                    return;
                }
                continue;
            }
            if (header.isEmpty()) {
                header.addAll(row);
                header.replaceAll(String::strip);
                places.addAll(records.choose(header, header.size() == 1 ? header : List.of()).orElse(List.of()).stream()
                        .map(header::indexOf)
                        .toList());
            } else if (places.stream().anyMatch(place -> place >= row.size())) {
                records.bad(line, row.size() + " of " + header.size() + " columns");
            } else {
                records.take(line, places.stream().map(row::get).collect(Collectors.toList()));
            }
        }
    }

    private static boolean next(CsvParser rows, List<String> row) {
        JsonToken token = rows.nextToken();
        while (token == JsonToken.START_ARRAY) {
            token = rows.nextToken();
        }
        if (token == null
                || token == JsonToken.END_ARRAY
                        && row.isEmpty()
                        && rows.streamReadContext().inRoot()) {
            return false;
        }
        while (token != null && token != JsonToken.END_ARRAY) {
            row.add(rows.getString());
            token = rows.nextToken();
        }
        return true;
    }

    /** Leaves the rest of a row that cannot be read; false if its end cannot be found. */
    private static boolean skip(CsvParser rows) {
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                JsonToken token = rows.nextToken();
                if (token == null || token == JsonToken.END_ARRAY) {
                    return true;
                }
            } catch (JacksonIOException failure) {
                throw failure;
            } catch (JacksonException again) {
                failures++;
            }
        }
        return false;
    }

    private static String reason(JacksonException bad) {
        String message = bad.getOriginalMessage();
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
