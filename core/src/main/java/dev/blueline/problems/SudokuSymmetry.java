package dev.blueline.problems;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which grids are the same but for symmetry: digits renamed, rows or columns exchanged within a band, bands exchanged, and the
 * grid transposed where boxes are square.
 *
 * <p>Of all grids that the symmetries make from one, the canonical form is the first in the alphabet. Its first row is 1 to n,
 * so a choice of first row and of the columns' order fixes the digits' names; and as the first column's digits all differ, it
 * fixes the order of the other rows too. There are thus only {@code n} times the columns' orders to compare, not all symmetries.
 */
final class SudokuSymmetry {
    private final SudokuShape shape;
    private final List<int[]> columnOrders;

    SudokuSymmetry(SudokuShape shape) {
        this.shape = shape;
        this.columnOrders = columnOrders(shape);
    }

    /**
     * The same for all puzzles that are symmetric to each other, and for no others.
     *
     * @param grid canonical form of the solution
     * @param puzzle of the ways to get there, that whose empty cells come first: 1 for a given cell, 0 for an empty one
     */
    record Form(String grid, String puzzle) {}

    /**
     * Canonical form of a puzzle with its solution.
     *
     * @param puzzle 0 for an empty cell
     */
    Form form(int[] solved, int[] puzzle) {
        int n = shape.size();
        int[] best = new int[2 * shape.cells()];
        Arrays.fill(best, n + 1);
        int[] other = new int[best.length];
        int[] names = new int[n + 1];
        for (boolean transposed : shape.transposes() ? new boolean[] {false, true} : new boolean[] {false}) {
            int[] digits = transposed ? transposed(solved) : solved;
            int[] given = transposed ? transposed(puzzle) : puzzle;
            for (int[] columns : columnOrders) {
                for (int first = 0; first < n; first++) {
                    if (comesBefore(best, other, digits, given, columns, first, names)) {
                        int[] worse = best;
                        best = other;
                        other = worse;
                    }
                }
            }
        }
        return new Form(text(best, 0), text(best, shape.cells()));
    }

    /** Whether the grid with these columns and this first row comes before the best, written to {@code other} if so. */
    private boolean comesBefore(
            int[] best, int[] other, int[] digits, int[] given, int[] columns, int first, int[] names) {
        int n = shape.size();
        for (int j = 0; j < n; j++) {
            names[digits[first * n + columns[j]]] = j + 1;
        }
        if (secondRowIsLate(best, digits, columns, first, names)) {
            return false;
        }
        int[] rows = rows(digits, columns, names);
        boolean before = false;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int digit = names[digits[rows[i] * n + columns[j]]];
                if (!before && digit > best[i * n + j]) {
                    return false;
                }
                before |= digit < best[i * n + j];
                other[i * n + j] = digit;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int at = shape.cells() + i * n + j;
                int mark = given[rows[i] * n + columns[j]] == 0 ? 0 : 1;
                if (!before && mark > best[at]) {
                    return false;
                }
                before |= mark < best[at];
                other[at] = mark;
            }
        }
        return before;
    }

    /** Most grids are out of the running by their second row, before the other rows are put in order. */
    private boolean secondRowIsLate(int[] best, int[] digits, int[] columns, int first, int[] names) {
        int n = shape.size();
        int band = first - first % shape.boxRows();
        int second = -1;
        int smallest = n + 1;
        for (int row = band; row < band + shape.boxRows(); row++) {
            int name = names[digits[row * n + columns[0]]];
            if (row != first && name < smallest) {
                smallest = name;
                second = row;
            }
        }
        for (int j = 0; j < n; j++) {
            int difference = names[digits[second * n + columns[j]]] - best[n + j];
            if (difference != 0) {
                return difference > 0;
            }
        }
        return false;
    }

    /** Rows in the order of their first digit within a band, bands in the order of their smallest. */
    private int[] rows(int[] digits, int[] columns, int[] names) {
        int n = shape.size();
        int[] place = new int[n];
        for (int from = 0; from < n; from += shape.boxRows()) {
            int smallest = n;
            for (int row = from; row < from + shape.boxRows(); row++) {
                place[row] = names[digits[row * n + columns[0]]];
                smallest = Math.min(smallest, place[row]);
            }
            for (int row = from; row < from + shape.boxRows(); row++) {
                place[row] += 16 * smallest;
            }
        }
        int[] rows = new int[n];
        for (int row = 0; row < n; row++) {
            int at = row;
            while (at > 0 && place[rows[at - 1]] > place[row]) {
                rows[at] = rows[at - 1];
                at--;
            }
            rows[at] = row;
        }
        return rows;
    }

    private int[] transposed(int[] grid) {
        int n = shape.size();
        int[] turned = new int[grid.length];
        for (int cell = 0; cell < grid.length; cell++) {
            turned[cell % n * n + cell / n] = grid[cell];
        }
        return turned;
    }

    private String text(int[] values, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + shape.cells(); i++) {
            text.append(values[i]);
        }
        return text.toString();
    }

    private static List<int[]> columnOrders(SudokuShape shape) {
        List<int[]> within = permutations(shape.boxColumns());
        List<int[]> orders = new ArrayList<>();
        for (int[] stacks : permutations(shape.size() / shape.boxColumns())) {
            orders.addAll(columnOrders(shape, within, stacks, new int[0]));
        }
        return orders;
    }

    private static List<int[]> columnOrders(SudokuShape shape, List<int[]> within, int[] stacks, int[] begun) {
        if (begun.length == shape.size()) {
            return List.of(begun);
        }
        List<int[]> orders = new ArrayList<>();
        for (int[] order : within) {
            int[] longer = Arrays.copyOf(begun, begun.length + order.length);
            for (int j = 0; j < order.length; j++) {
                longer[begun.length + j] = stacks[begun.length / order.length] * order.length + order[j];
            }
            orders.addAll(columnOrders(shape, within, stacks, longer));
        }
        return orders;
    }

    private static List<int[]> permutations(int count) {
        if (count == 0) {
            return List.of(new int[0]);
        }
        List<int[]> longer = new ArrayList<>();
        for (int[] shorter : permutations(count - 1)) {
            for (int at = 0; at < count; at++) {
                int[] permutation = new int[count];
                System.arraycopy(shorter, 0, permutation, 0, at);
                permutation[at] = count - 1;
                System.arraycopy(shorter, at, permutation, at + 1, count - 1 - at);
                longer.add(permutation);
            }
        }
        return longer;
    }
}
