package dev.blueline.problems;

import java.util.Arrays;
import org.chocosolver.solver.Model;
import org.chocosolver.solver.variables.IntVar;

/** Solves sudokus with choco-solver, a solver for constraints that knows nothing of how these problems were made. */
record SudokuSolver(SudokuShape shape) implements Solver {

    @Override
    public Solution solve(Problem problem) {
        int[] puzzle = shape.digits(problem.prompt());
        Model model = new Model();
        IntVar[] cells = post(model, puzzle);
        if (!model.getSolver().solve()) {
            throw new IllegalArgumentException("a sudoku without a solution: " + problem.prompt());
        }
        int[] solved = Arrays.stream(cells).mapToInt(IntVar::getValue).toArray();
        return new Solution(
                shape.answer(puzzle, solved), model.getSolver().getMeasures().getNodeCount());
    }

    /** Whether a puzzle has a solution and no second one. */
    boolean unique(int[] puzzle) {
        Model model = new Model();
        post(model, puzzle);
        return model.getSolver().solve() && !model.getSolver().solve();
    }

    private IntVar[] post(Model model, int[] puzzle) {
        int n = shape.size();
        IntVar[] cells = new IntVar[shape.cells()];
        Arrays.setAll(
                cells, cell -> puzzle[cell] == 0 ? model.intVar("", 1, n, false) : model.intVar("", puzzle[cell]));
        IntVar[][] groups = new IntVar[3 * n][n];
        int[] held = new int[3 * n];
        for (int cell = 0; cell < cells.length; cell++) {
            for (int group : new int[] {shape.row(cell), n + shape.column(cell), 2 * n + shape.box(cell)}) {
                groups[group][held[group]++] = cells[cell];
            }
        }
        for (IntVar[] group : groups) {
            model.allDifferent(group).post();
        }
        return cells;
    }
}
