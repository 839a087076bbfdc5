package dev.blueline.problems;

import java.util.ArrayList;
import java.util.List;

/**
 * Where words stand in a crossword.
 *
 * @param pattern rows joined by a slash, {@code .} for a letter and {@code #} for a block
 * @param width cells of a row; there are as many rows
 * @param entries places of words: across from the top, then down from the left
 */
record CrosswordShape(String pattern, int width, List<Entry> entries) {
    static final char LETTER = '.';
    static final char BLOCK = '#';
    static final String ROW_END = "/";
    /** Runs of letters shorter than this are no entries. */
    private static final int SHORTEST = 3;

    /**
     * A place of a word.
     *
     * @param name A or D and its number in this direction, as in {@code A2}
     * @param cells in the order of its letters
     */
    record Entry(String name, List<Integer> cells) {}

    /**
     * The shape of a pattern.
     *
     * @throws IllegalArgumentException for one that is not square
     */
    static CrosswordShape of(String pattern) {
        List<String> rows = List.of(pattern.split(ROW_END, -1));
        int width = rows.size();
        if (rows.stream().anyMatch(row -> row.length() != width)) {
            throw new IllegalArgumentException("a pattern that is not square: " + pattern);
        }
        String cells = String.join("", rows);
        List<Entry> entries = new ArrayList<>();
        lines(cells, width, "A", width, 1, entries);
        lines(cells, width, "D", 1, width, entries);
        return new CrosswordShape(pattern, width, List.copyOf(entries));
    }

    private static void lines(String cells, int width, String letter, int line, int step, List<Entry> entries) {
        int number = 0;
        for (int i = 0; i < width; i++) {
            List<Integer> run = new ArrayList<>();
            for (int j = 0; j <= width; j++) {
                int cell = i * line + j * step;
                if (j < width && cells.charAt(cell) == LETTER) {
                    run.add(cell);
                } else {
                    if (run.size() >= SHORTEST) {
                        entries.add(new Entry(letter + ++number, List.copyOf(run)));
                    }
                    run.clear();
                }
            }
        }
    }

    /** All cells of the pattern, without row ends. */
    String cells() {
        return pattern.replace(ROW_END, "");
    }

    /** Cells as an answer: rows joined by a slash. */
    String text(char[] cells) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < width; i++) {
            text.append(i == 0 ? "" : ROW_END).append(cells, i * width, width);
        }
        return text.toString();
    }

    /** The word that cells hold at a place. */
    static String word(Entry entry, char[] cells) {
        StringBuilder word = new StringBuilder();
        entry.cells().forEach(cell -> word.append(cells[cell]));
        return word.toString();
    }
}
