package dev.blueline.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tables as text ({@code .csv}, {@code .tsv}) with names in the first row: one document a row. What separates the columns,
 * and whether quotes are quotes, is seen from the first lines. A single column whose first line is no name has no header:
 * every line is text.
 */
public final class TableReader implements CorpusReader {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_-]{1,40}");

    @Override
    public boolean accepts(SourceFile file) {
        return !file.inCodeJar() && List.of("csv", "tsv").contains(file.extension());
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        Records records = new Records(file, documents, "line");
        BufferedReader characters = new BufferedReader(file.characters(), Dialect.LOOKED_AT + 1);
        Dialect dialect = Dialect.of(characters, file.extension().equals("tsv"));
        try {
            new Table(records, dialect, file.textColumns().isEmpty()).read(new TableRows(characters, dialect));
        } finally {
            records.end();
        }
    }

    private static final class Table {
        private final Records records;
        private final Dialect dialect;
        private final boolean mayLackHeader;
        private final List<Integer> places = new ArrayList<>();
        private int columns;
        private boolean lost;

        /**
         * @param mayLackHeader whether no column was asked for by name
         */
        Table(Records records, Dialect dialect, boolean mayLackHeader) {
            this.records = records;
            this.dialect = dialect;
            this.mayLackHeader = mayLackHeader;
        }

        void read(TableRows rows) throws IOException {
            for (Optional<TableRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                switch (row.get()) {
                    case TableRows.Row.Broken broken -> {
                        records.bad(broken.line(), broken.why());
                        lost = true;
                    }
                    case TableRows.Row.Cells cells -> {
                        if (columns == 0) {
                            first(cells);
                        } else {
                            row(cells.line(), cells.cells());
                        }
                    }
                }
            }
        }

        private void first(TableRows.Row.Cells row) {
            List<String> header = row.cells().stream().map(String::strip).toList();
            columns = header.size();
            if (columns == 1
                    && mayLackHeader
                    && !NAME.matcher(header.getFirst()).matches()) {
                records.choose(List.of("text"), List.of("text"));
                places.add(0);
                row(row.line(), row.cells());
                return;
            }
            records.choose(header, columns == 1 ? header : List.of()).orElse(List.of()).stream()
                    .map(header::indexOf)
                    .forEach(places::add);
        }

        private void row(long line, List<String> cells) {
            if (columns == 1) { // what looks like a separator is part of the text
                records.take(
                        line,
                        places.isEmpty()
                                ? List.of()
                                : List.of(String.join(String.valueOf(dialect.separator()), cells)));
            } else if (lost && cells.size() != columns) {
                records.bad(line, "not a row: what follows a broken quote");
            } else if (places.stream().anyMatch(place -> place >= cells.size())) {
                records.bad(line, cells.size() + " of " + columns + " columns");
            } else if (cells.stream().skip(columns).anyMatch(cell -> !cell.isBlank())) {
                records.bad(line, cells.size() + " cells for " + columns + " columns");
            } else {
                lost = false;
                records.take(line, places.stream().map(cells::get).collect(Collectors.toList()));
            }
        }
    }
}
