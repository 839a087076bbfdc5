package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import java.util.Arrays;

/** A grid being filled. Sets of digits are bits of an int, bit 1 for the digit 1. */
final class SudokuBoard {
    /** No cell is empty. */
    static final int FULL = -1;

    private final SudokuShape shape;
    private final int all;
    private final int[] digits;
    private final int[] rows;
    private final int[] columns;
    private final int[] boxes;

    /** A board that holds the digits of a puzzle, 0 for an empty cell. */
    SudokuBoard(SudokuShape shape, int[] puzzle) {
        this.shape = shape;
        all = (2 << shape.size()) - 2;
        digits = new int[shape.cells()];
        rows = new int[shape.size()];
        columns = new int[shape.size()];
        boxes = new int[shape.size()];
        for (int cell = 0; cell < puzzle.length; cell++) {
            if (puzzle[cell] != 0) {
                put(cell, puzzle[cell]);
            }
        }
    }

    int[] digits() {
        return digits.clone();
    }

    boolean empty(int cell) {
        return digits[cell] == 0;
    }

    /** Digits that the row, the column and the box of a cell do not hold. */
    int candidates(int cell) {
        return all & ~(rows[shape.row(cell)] | columns[shape.column(cell)] | boxes[shape.box(cell)]);
    }

    void put(int cell, int digit) {
        digits[cell] = digit;
        mark(cell, digit);
    }

    /** Puts in digits, 0 for none, as long as each is a candidate of its cell; false where one is not. */
    boolean takes(int[] puzzle) {
        for (int cell = 0; cell < puzzle.length; cell++) {
            if (puzzle[cell] != 0) {
                if ((candidates(cell) & 1 << puzzle[cell]) == 0) {
                    return false;
                }
                put(cell, puzzle[cell]);
            }
        }
        return true;
    }

    /** Empties a cell. */
    int take(int cell) {
        int digit = digits[cell];
        mark(cell, digit);
        digits[cell] = 0;
        return digit;
    }

    private void mark(int cell, int digit) {
        rows[shape.row(cell)] ^= 1 << digit;
        columns[shape.column(cell)] ^= 1 << digit;
        boxes[shape.box(cell)] ^= 1 << digit;
    }

    /** The empty cell with the fewest candidates, or {@link #FULL}. */
    int tightest() {
        int tightest = FULL;
        int fewest = Integer.MAX_VALUE;
        for (int cell = 0; cell < digits.length && fewest > 1; cell++) {
            int count = digits[cell] == 0 ? Integer.bitCount(candidates(cell)) : Integer.MAX_VALUE;
            if (count < fewest) {
                fewest = count;
                tightest = cell;
            }
        }
        return tightest;
    }

    /** Number of ways to fill the empty cells, counted up to a bound. The board is left as it was. */
    int solutions(int most) {
        int cell = tightest();
        if (cell == FULL) {
            return 1;
        }
        int found = 0;
        for (int left = candidates(cell); left != 0 && found < most; left &= left - 1) {
            put(cell, Integer.numberOfTrailingZeros(left));
            found += solutions(most - found);
            take(cell);
        }
        return found;
    }

    /** Fills the empty cells at random; false, with the board as it was, where there is no way. */
    boolean fill(Draw draw) {
        int cell = tightest();
        if (cell == FULL) {
            return true;
        }
        int left = candidates(cell);
        while (left != 0) {
            int digit = member(left, draw.below(Integer.bitCount(left)));
            put(cell, digit);
            if (fill(draw)) {
                return true;
            }
            take(cell);
            left &= ~(1 << digit);
        }
        return false;
    }

    /** The member of a set that has so many smaller ones. */
    static int member(int set, int smaller) {
        int left = set;
        for (int i = 0; i < smaller; i++) {
            left &= left - 1;
        }
        return Integer.numberOfTrailingZeros(left);
    }

    /**
     * Empties cells of a solved board in random order, each only if the solution stays the only one.
     *
     * @return whether so many cells became empty
     */
    boolean dig(int empties, Draw draw) {
        int left = empties;
        for (int cell : order(draw)) {
            if (left == 0) {
                break;
            }
            int digit = take(cell);
            if (another(cell, digit)) {
                put(cell, digit);
            } else {
                left--;
            }
        }
        return left == 0;
    }

    private boolean another(int cell, int digit) {
        for (int left = candidates(cell) & ~(1 << digit); left != 0; left &= left - 1) {
            put(cell, Integer.numberOfTrailingZeros(left));
            int found = solutions(1);
            take(cell);
            if (found > 0) {
                return true;
            }
        }
        return false;
    }

    private int[] order(Draw draw) {
        int[] order = new int[digits.length];
        Arrays.setAll(order, i -> i);
        for (int i = order.length - 1; i > 0; i--) {
            int other = draw.below(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        return order;
    }
}
