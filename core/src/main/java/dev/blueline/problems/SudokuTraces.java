package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Thoughts on sudokus. {@code b3=4,} fills a cell; {@code b3:25?2,} weighs a cell's candidates and guesses the first of them that
 * the draw gives; {@code c1!} sees that a cell has no candidate; {@code <b3=5,} goes back to a guess, takes away all that came
 * after, and tries what was left.
 */
record SudokuTraces(SudokuShape shape) {
    /** One time in so many the thinker guesses although some cell is forced. */
    private static final int IMPATIENCE = 6;

    /** A guess with the candidates that are left, and how many cells were filled before it. */
    private record Guess(int cell, int left, int filled) {}

    /** Cells in an order in which each is forced by what stands before it; where none is, one with the fewest candidates. */
    String summary(int[] puzzle, int[] solved, Draw draw) {
        SudokuBoard board = new SudokuBoard(shape, puzzle);
        StringBuilder thought = new StringBuilder();
        for (int tightest = board.tightest(); tightest != SudokuBoard.FULL; tightest = board.tightest()) {
            List<Integer> forced = forced(board, solved);
            int cell = forced.isEmpty() ? tightest : draw.of(forced);
            board.put(cell, solved[cell]);
            thought.append(filled(cell, solved[cell]));
        }
        return thought.toString();
    }

    private List<Integer> forced(SudokuBoard board, int[] solved) {
        List<Integer> forced = new ArrayList<>();
        for (int cell = 0; cell < shape.cells(); cell++) {
            if (board.empty(cell)
                    && (Integer.bitCount(board.candidates(cell)) == 1 || onlyPlace(board, cell, solved[cell]))) {
                forced.add(cell);
            }
        }
        return forced;
    }

    /** Whether a row, column or box has no other cell for a digit. */
    private boolean onlyPlace(SudokuBoard board, int cell, int digit) {
        boolean row = true;
        boolean column = true;
        boolean box = true;
        for (int other = 0; other < shape.cells(); other++) {
            if (other != cell && board.empty(other) && (board.candidates(other) & 1 << digit) != 0) {
                row &= shape.row(other) != shape.row(cell);
                column &= shape.column(other) != shape.column(cell);
                box &= shape.box(other) != shape.box(cell);
            }
        }
        return row || column || box;
    }

    /** A search with its dead ends; it gives up after twice as many moves as cells are empty, and then fills in anything. */
    Trace monologue(int[] puzzle, Draw draw) {
        SudokuBoard board = new SudokuBoard(shape, puzzle);
        StringBuilder thought = new StringBuilder();
        List<Integer> filled = new ArrayList<>();
        Deque<Guess> guesses = new ArrayDeque<>();
        int moves = 2 * empties(puzzle) + 4;
        for (Optional<Integer> next = next(board, draw);
                next.isPresent() && moves > 0;
                next = next(board, draw), moves--) {
            int cell = next.get();
            int candidates = board.candidates(cell);
            if (candidates == 0) {
                thought.append(shape.name(cell)).append('!');
                Guess guess = guesses.pop();
                while (filled.size() > guess.filled()) {
                    board.take(filled.removeLast());
                }
                thought.append('<');
                cell = guess.cell();
                candidates = guess.left();
            }
            int digit = SudokuBoard.member(candidates, draw.below(Integer.bitCount(candidates)));
            int left = candidates & ~(1 << digit);
            if (left != 0) {
                guesses.push(new Guess(cell, left, filled.size()));
                thought.append(weighed(cell, candidates))
                        .append('?')
                        .append(digit)
                        .append(',');
            } else {
                thought.append(filled(cell, digit));
            }
            board.put(cell, digit);
            filled.add(cell);
        }
        return new Trace(thought.toString(), shape.answer(puzzle, anyhow(board)));
    }

    /** The cell to think of: one that is impossible, else mostly one that is forced, else one with few candidates. */
    private Optional<Integer> next(SudokuBoard board, Draw draw) {
        List<Integer> forced = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        int fewest = Integer.MAX_VALUE;
        for (int cell = 0; cell < shape.cells(); cell++) {
            if (board.empty(cell)) {
                int count = Integer.bitCount(board.candidates(cell));
                if (count == 0) {
                    return Optional.of(cell);
                }
                if (count == 1) {
                    forced.add(cell);
                } else if (count <= fewest) {
                    if (count < fewest) {
                        open.clear();
                    }
                    fewest = count;
                    open.add(cell);
                }
            }
        }
        boolean patient = draw.below(IMPATIENCE) > 0;
        List<Integer> from = open.isEmpty() || patient && !forced.isEmpty() ? forced : open;
        return from.isEmpty() ? Optional.empty() : Optional.of(draw.of(from));
    }

    private int[] anyhow(SudokuBoard board) {
        int[] digits = board.digits();
        for (int cell = 0; cell < digits.length; cell++) {
            if (digits[cell] == 0) {
                int candidates = board.candidates(cell);
                digits[cell] = candidates == 0 ? 1 : Integer.numberOfTrailingZeros(candidates);
            }
        }
        return digits;
    }

    private String filled(int cell, int digit) {
        return shape.name(cell) + "=" + digit + ",";
    }

    private String weighed(int cell, int candidates) {
        StringBuilder text = new StringBuilder(shape.name(cell)).append(':');
        for (int left = candidates; left != 0; left &= left - 1) {
            text.append(Integer.numberOfTrailingZeros(left));
        }
        return text.toString();
    }

    private static int empties(int[] puzzle) {
        int empties = 0;
        for (int digit : puzzle) {
            empties += digit == 0 ? 1 : 0;
        }
        return empties;
    }
}
