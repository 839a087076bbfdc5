package dev.blueline.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for people. On a terminal too narrow for it the columns that say least leave, and a line under it names them. */
final class Columns {
    private static final String GAP = "  ";

    private final String indent;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String heading, boolean left, int leaves) {}

    /** @param indent before every line */
    Columns(String indent) {
        this.indent = indent;
    }

    /** A column of words, which leaves the sooner the larger the number, or stays at 0. */
    Columns words(String heading, int leaves) {
        columns.add(new Column(heading, true, leaves));
        return this;
    }

    /** A column of figures, which leaves the sooner the larger the number, or stays at 0. */
    Columns figures(String heading, int leaves) {
        columns.add(new Column(heading, false, leaves));
        return this;
    }

    /** A row, with a cell for each column. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, as wide as they may be. */
    String text(int most) {
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        List<Integer> shown =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        while (width(shown, widths) > most) {
            Integer next = shown.stream()
                    .max(Comparator.comparingInt(i -> columns.get(i).leaves()))
                    .orElseThrow();
            if (columns.get(next).leaves() == 0) {
                break;
            }
            shown.remove(next);
        }
        StringBuilder text = new StringBuilder();
        line(columns.stream().map(Column::heading).toList(), shown, widths, text);
        rows.forEach(row -> line(row, shown, widths, text));
        if (shown.size() < columns.size()) {
            text.append(IntStream.range(0, columns.size())
                    .filter(i -> !shown.contains(i))
                    .mapToObj(i -> columns.get(i).heading())
                    .distinct()
                    .collect(Collectors.joining(", ", indent + "(no room for ", ")\n")));
        }
        return text.toString();
    }

    private void line(List<String> cells, List<Integer> shown, int[] widths, StringBuilder text) {
        StringBuilder line = new StringBuilder(indent);
        for (int i : shown) {
            String cell = cells.get(i);
            String pad = " ".repeat(widths[i] - WordWrap.width(cell));
            line.append(i == shown.getFirst() ? "" : GAP).append(columns.get(i).left() ? cell + pad : pad + cell);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private int width(List<Integer> shown, int[] widths) {
        return indent.length()
                - GAP.length()
                + shown.stream().mapToInt(i -> widths[i] + GAP.length()).sum();
    }

    private int width(int column) {
        return Math.max(
                columns.get(column).heading().length(),
                rows.stream()
                        .mapToInt(row -> WordWrap.width(row.get(column)))
                        .max()
                        .orElse(0));
    }
}
