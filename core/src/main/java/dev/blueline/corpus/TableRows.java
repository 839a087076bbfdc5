package dev.blueline.corpus;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a table as text. A cell that begins with a quote ends with the next quote that is not doubled, also lines later
 * (RFC 4180). Where that quote does not end a cell, or never comes, only the line in which it opened is lost: the lines
 * after it are given again, as rows of their own.
 */
final class TableRows {
    private static final int LONGEST_ROW = 64 << 20;

    private final Lines lines;
    private final Dialect dialect;
    private final Deque<Line> ahead = new ArrayDeque<>();

    private record Line(long number, String text, boolean tooLong) {}

    sealed interface Row {
        /** Number of its first line, from 1. */
        long line();

        record Cells(long line, List<String> cells) implements Row {}

        record Broken(long line, String why) implements Row {}
    }

    TableRows(Reader characters, Dialect dialect) {
        this.lines = new Lines(new LineEnds(characters));
        this.dialect = dialect;
    }

    /** The next row; nothing after the last. Blank lines are none. */
    Optional<Row> next() throws IOException {
        Optional<Line> line = take();
        while (line.isPresent() && !line.get().tooLong() && line.get().text().isBlank()) {
            line = take();
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(row(line.get()));
    }

    private Row row(Line first) throws IOException {
        if (first.tooLong()) {
            return new Row.Broken(first.number(), "longer than 64 MB");
        }
        List<Line> more = new ArrayList<>();
        long length = first.text().length();
        Cells cells = new Cells(dialect);
        cells.add(first);
        while (cells.open()) {
            Optional<Line> next = length > LONGEST_ROW ? Optional.empty() : take();
            if (next.isEmpty()) {
                giveBack(more);
                return new Row.Broken(
                        first.number(), "not a row: the quote that opens in line " + cells.opened + " is never closed");
            }
            more.add(next.get());
            length += next.get().text().length();
            cells.add(next.get());
        }
        if (cells.wrong) {
            giveBack(more);
            return new Row.Broken(
                    first.number(),
                    "not a row: the quote that opens in line " + cells.opened + " does not close at the end of a cell");
        }
        return new Row.Cells(first.number(), cells.done);
    }

    private Optional<Line> take() throws IOException {
        if (!ahead.isEmpty()) {
            return Optional.of(ahead.remove());
        }
        return lines.advance()
                ? Optional.of(new Line(lines.number(), lines.line(), lines.tooLong()))
                : Optional.empty();
    }

    private void giveBack(List<Line> more) {
        more.reversed().forEach(ahead::addFirst);
    }

    /** Cells of one row, as far as its lines are known. */
    private static final class Cells {
        private final char separator;
        private final boolean quoted;
        private final List<String> done = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private boolean inQuotes;
        private boolean wrong;
        private long opened;

        Cells(Dialect dialect) {
            separator = dialect.separator();
            quoted = dialect.quoted();
        }

        boolean open() {
            return inQuotes && !wrong;
        }

        void add(Line line) {
            String text = line.text();
            int at = 0;
            if (inQuotes) {
                cell.append('\n');
                at = inQuotes(text, 0);
            }
            while (!inQuotes && !wrong && at <= text.length()) {
                if (quoted && at < text.length() && text.charAt(at) == '"') {
                    opened = line.number();
                    at = inQuotes(text, at + 1);
                } else {
                    int found = text.indexOf(separator, at);
                    int end = found < 0 ? text.length() : found;
                    done.add(text.substring(at, end));
                    at = end + 1;
                }
            }
        }

        /** Takes what stands in quotes from a place on; gives where the next cell begins, or more than the line's length. */
        private int inQuotes(String text, int from) {
            int after = text.length() + 1;
            int at = from;
            inQuotes = true;
            while (true) {
                int quote = text.indexOf('"', at);
                if (quote < 0) {
                    cell.append(text, Math.min(at, text.length()), text.length());
                    return after;
                }
                cell.append(text, at, quote);
                if (quote + 1 < text.length() && text.charAt(quote + 1) == '"') {
                    cell.append('"');
                    at = quote + 2;
                    continue;
                }
                inQuotes = false;
                done.add(cell.toString());
                cell.setLength(0);
                int next = quote + 1;
                while (next < text.length() && text.charAt(next) == ' ') {
                    next++;
                }
                wrong = next < text.length() && text.charAt(next) != separator;
                return next < text.length() ? next + 1 : after;
            }
        }
    }

    /** {@code \r\n} and {@code \r} as {@code \n}. */
    private static final class LineEnds extends FilterReader {
        private boolean afterReturn;

        LineEnds(Reader characters) {
            super(characters);
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            int kept = 0;
            while (kept == 0) {
                int read = in.read(into, from, length);
                if (read < 0) {
                    return -1;
                }
                for (int i = from; i < from + read; i++) {
                    char c = into[i];
                    if (c != '\n' || !afterReturn) {
                        into[from + kept++] = c == '\r' ? '\n' : c;
                    }
                    afterReturn = c == '\r';
                }
            }
            return kept;
        }
    }
}
