package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sudokus with one solution. The prompt is the grid, a character a cell ({@code .} for an empty one), rows joined by {@code /};
 * the answer is the digits of the empty cells in reading order, which is all that a grid would say beyond the prompt.
 *
 * <p>Grids are filled at random and then emptied cell by cell as long as a counting search finds no second solution. Which side
 * a problem lies on is decided by its solution up to symmetry ({@link SudokuSymmetry}): 49 grids at six by six, 5,472,730,538 at
 * nine by nine. At four by four there are two, so there the puzzle up to symmetry decides.
 */
public final class Sudoku implements Task {
    private final SudokuShape shape;
    private final int[] empties;
    private final boolean traced;
    private final SudokuSymmetry symmetry;
    private final SudokuTraces traces;

    private Sudoku(SudokuShape shape, boolean traced, int... empties) {
        this.shape = shape;
        this.empties = empties;
        this.traced = traced;
        this.symmetry = new SudokuSymmetry(shape);
        this.traces = new SudokuTraces(shape);
    }

    /** Four by four: 2 to 10 empty cells. */
    public static Sudoku four() {
        return new Sudoku(new SudokuShape(4, 2, 2), true, 2, 4, 6, 8, 10);
    }

    /** Six by six, boxes of two rows and three columns: 4 to 20 empty cells. */
    public static Sudoku six() {
        return new Sudoku(new SudokuShape(6, 2, 3), true, 4, 6, 8, 10, 12, 14, 16, 18, 20);
    }

    /** Nine by nine: 30 to 54 empty cells. A thought would be too long to learn here, so there are no traces. */
    public static Sudoku nine() {
        return new Sudoku(new SudokuShape(9, 3, 3), false, 30, 38, 46, 50, 54);
    }

    SudokuShape shape() {
        return shape;
    }

    @Override
    public String name() {
        return "sudoku-" + shape.size();
    }

    @Override
    public String summary() {
        return "Fill a grid so that every row, column and box holds every digit from 1 to " + shape.size() + " once.";
    }

    @Override
    public List<Level> levels() {
        return IntStream.range(0, empties.length)
                .mapToObj(i -> new Level(i + 1, empties[i] + " empty cells"))
                .toList();
    }

    @Override
    public Spelling spelling() {
        return Spelling.CHARACTERS;
    }

    @Override
    public Problem problem(Split side, long seed, int level, long index) {
        if (level < 1 || level > empties.length) {
            throw new IllegalArgumentException(name() + " has no level " + level);
        }
        Draw draw = new Draw(name() + " " + side, seed, level, index);
        int empty = empties[level - 1];
        while (true) {
            SudokuBoard board = new SudokuBoard(shape, new int[shape.cells()]);
            board.fill(draw);
            int[] solved = board.digits();
            if (board.dig(empty, draw)) {
                int[] puzzle = board.digits();
                SudokuSymmetry.Form form = symmetry.form(solved, puzzle);
                if (side(form) == side) {
                    return new Problem(
                            name(),
                            level,
                            form.grid() + " " + form.puzzle(),
                            shape.text(puzzle),
                            shape.answer(puzzle, solved),
                            empty);
                }
            }
        }
    }

    private Split side(SudokuSymmetry.Form form) {
        return Split.of(name() + " " + (shape.size() == 4 ? form.grid() + " " + form.puzzle() : form.grid()));
    }

    /** Any grid whose givens do not contradict each other; rows may stand on lines of their own, and 0 for an empty cell. */
    @Override
    public Optional<Problem> read(String prompt) {
        List<String> rows =
                List.of(prompt.strip().replace('0', SudokuShape.EMPTY).split("\\s*/\\s*|\\s+"));
        String grid = String.join(SudokuShape.ROW_END, rows);
        String row = "[.1-" + shape.size() + "]{" + shape.size() + "}";
        if (rows.size() != shape.size() || !rows.stream().allMatch(each -> each.matches(row))) {
            return Optional.empty();
        }
        int[] digits = shape.digits(grid);
        int empty = (int) Arrays.stream(digits).filter(digit -> digit == 0).count();
        boolean asks = empty > 0 && new SudokuBoard(shape, new int[shape.cells()]).takes(digits);
        return asks ? Optional.of(new Problem(name(), level(empty), grid, grid, "", empty)) : Optional.empty();
    }

    /** The easiest level with so many empty cells, or the hardest. */
    private int level(int empty) {
        int level = 1;
        while (level < empties.length && empties[level - 1] < empty) {
            level++;
        }
        return level;
    }

    @Override
    public Verifier verifier() {
        return new SudokuRules(shape);
    }

    /** Compares with the only solution, as choco-solver finds it. */
    @Override
    public Optional<Verifier> secondCheck() {
        SudokuSolver choco = new SudokuSolver(shape);
        return Optional.of(
                Check.of((problem, answer) -> choco.solve(problem).answer().equals(answer.strip())));
    }

    @Override
    public Optional<Solver> solver() {
        return Optional.of(new SudokuSolver(shape));
    }

    @Override
    public List<Style> styles() {
        return traced ? List.of(Style.values()) : List.of();
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        int[] puzzle = shape.digits(problem.prompt());
        SudokuBoard board = new SudokuBoard(shape, puzzle);
        board.fill(draw);
        int[] solved = board.digits();
        String answer = shape.answer(puzzle, solved);
        return switch (style) {
            case DIRECT -> new Trace("", answer);
            case SUMMARY -> new Trace(traces.summary(puzzle, solved, draw), answer);
            case MONOLOGUE -> traces.monologue(puzzle, draw);
        };
    }

    /** Any digits. */
    @Override
    public String guess(Problem problem, Draw draw) {
        StringBuilder answer = new StringBuilder();
        for (int digit : shape.digits(problem.prompt())) {
            if (digit == 0) {
                answer.append(draw.between(1, shape.size()));
            }
        }
        return answer.toString();
    }
}
