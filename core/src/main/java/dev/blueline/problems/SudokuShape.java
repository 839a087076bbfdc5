package dev.blueline.problems;

/**
 * A sudoku's size.
 *
 * @param size rows, columns, boxes and digits
 * @param boxRows rows of a box
 * @param boxColumns columns of a box; {@code boxRows * boxColumns == size}
 */
record SudokuShape(int size, int boxRows, int boxColumns) {
    static final char EMPTY = '.';
    static final String ROW_END = "/";

    int cells() {
        return size * size;
    }

    int row(int cell) {
        return cell / size;
    }

    int column(int cell) {
        return cell % size;
    }

    int box(int cell) {
        return row(cell) / boxRows * boxRows + column(cell) / boxColumns;
    }

    /** Whether a transposed grid is a grid. */
    boolean transposes() {
        return boxRows == boxColumns;
    }

    /** Column by letter, row by number, as in {@code b3}. */
    String name(int cell) {
        return (char) ('a' + column(cell)) + String.valueOf(row(cell) + 1);
    }

    /** A grid as one character a cell, rows joined by a slash; 0 is an empty cell. */
    String text(int[] digits) {
        StringBuilder text = new StringBuilder();
        for (int cell = 0; cell < cells(); cell++) {
            if (cell > 0 && column(cell) == 0) {
                text.append(ROW_END);
            }
            text.append(digits[cell] == 0 ? EMPTY : (char) ('0' + digits[cell]));
        }
        return text.toString();
    }

    /**
     * Digits of a text as {@link #text} writes it.
     *
     * @throws IllegalArgumentException for any other text: the problem is damaged, whatever its answer
     */
    int[] digits(String text) {
        String bare = text.replace(ROW_END, "");
        if (bare.length() != cells()) {
            throw new IllegalArgumentException("a grid of " + bare.length() + " cells, not " + cells());
        }
        int[] digits = new int[cells()];
        for (int cell = 0; cell < cells(); cell++) {
            char c = bare.charAt(cell);
            digits[cell] = c == EMPTY ? 0 : c - '0';
            if (digits[cell] < 0 || digits[cell] > size) {
                throw new IllegalArgumentException("a grid with " + c);
            }
        }
        return digits;
    }

    /** The digits of the cells that are empty in a puzzle, in reading order: an answer. */
    String answer(int[] puzzle, int[] solved) {
        StringBuilder answer = new StringBuilder();
        for (int cell = 0; cell < cells(); cell++) {
            if (puzzle[cell] == 0) {
                answer.append(solved[cell]);
            }
        }
        return answer.toString();
    }
}
