package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SudokuTest {
    static final SudokuShape FOUR = new SudokuShape(4, 2, 2);
    static final SudokuShape SIX = new SudokuShape(6, 2, 3);
    static final SudokuShape NINE = new SudokuShape(9, 3, 3);

    static List<Sudoku> sizes() {
        return List.of(Sudoku.four(), Sudoku.six(), Sudoku.nine());
    }

    private static double score(Task task, Problem problem, String answer) {
        return task.verifier().score(problem, answer, new StepBudget(Verification.MOST_STEPS));
    }

    /** A symmetric picture of a puzzle and its solution, by a walk of single exchanges. */
    private static int[][] symmetric(SudokuShape shape, int[][] grids, Random random) {
        int n = shape.size();
        int[] rows = order(n, shape.boxRows(), random);
        int[] columns = order(n, shape.boxColumns(), random);
        List<Integer> names = new ArrayList<>();
        for (int digit = 1; digit <= n; digit++) {
            names.add(digit);
        }
        Collections.shuffle(names, random);
        names.addFirst(0);
        boolean turn = shape.transposes() && random.nextBoolean();
        int[][] moved = new int[grids.length][n * n];
        for (int g = 0; g < grids.length; g++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    moved[g][turn ? j * n + i : i * n + j] = names.get(grids[g][rows[i] * n + columns[j]]);
                }
            }
        }
        return moved;
    }

    private static int[] order(int n, int band, Random random) {
        List<List<Integer>> bands = new ArrayList<>();
        for (int from = 0; from < n; from += band) {
            List<Integer> one = new ArrayList<>();
            for (int i = from; i < from + band; i++) {
                one.add(i);
            }
            Collections.shuffle(one, random);
            bands.add(one);
        }
        Collections.shuffle(bands, random);
        return bands.stream().flatMap(List::stream).mapToInt(i -> i).toArray();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void symmetricPuzzlesHaveOneForm(Sudoku task) {
        SudokuShape shape = task.shape();
        SudokuSymmetry symmetry = new SudokuSymmetry(shape);
        Random random = new Random(5);
        Set<SudokuSymmetry.Form> forms = new HashSet<>();
        int puzzles = shape.size() == 9 ? 5 : 30;
        for (int i = 0; i < puzzles; i++) {
            Problem problem = task.problem(Split.TRAINING, 3, 3, i);
            int[] puzzle = shape.digits(problem.prompt());
            SudokuBoard board = new SudokuBoard(shape, puzzle);
            assertThat(board.fill(new Draw("", 0, 0, 0))).isTrue();
            SudokuSymmetry.Form form = symmetry.form(board.digits(), puzzle);
            forms.add(form);
            for (int k = 0; k < 20; k++) {
                int[][] moved = symmetric(shape, new int[][] {board.digits(), puzzle}, random);
                assertThat(symmetry.form(moved[0], moved[1])).isEqualTo(form);
            }
        }
        assertThat(forms).hasSizeGreaterThan(puzzles / 3);
    }

    private static Set<String> classes(SudokuShape shape) {
        SudokuSymmetry symmetry = new SudokuSymmetry(shape);
        Set<String> found = new HashSet<>();
        int[] start = new int[shape.cells()];
        for (int j = 0; j < shape.size(); j++) {
            start[j] = j + 1;
        }
        collect(new SudokuBoard(shape, start), board -> {
            int[] digits = board.digits();
            found.add(symmetry.form(digits, digits).grid());
        });
        return found;
    }

    private static void collect(SudokuBoard board, java.util.function.Consumer<SudokuBoard> each) {
        int cell = board.tightest();
        if (cell == SudokuBoard.FULL) {
            each.accept(board);
            return;
        }
        for (int left = board.candidates(cell); left != 0; left &= left - 1) {
            board.put(cell, Integer.numberOfTrailingZeros(left));
            collect(board, each);
            board.take(cell);
        }
    }

    /** Published: 2 grids of four by four, 49 of six by six, up to symmetry; 288 and 28,200,960 in all. */
    @Test
    void thereAreAsManyGridsUpToSymmetryAsPublished() {
        assertThat(classes(FOUR)).hasSize(2);
        assertThat(classes(SIX)).hasSize(49);
        assertThat(new SudokuBoard(FOUR, new int[16]).solutions(1000)).isEqualTo(288);
        int[] first = new int[36];
        for (int j = 0; j < 6; j++) {
            first[j] = j + 1;
        }
        assertThat(new SudokuBoard(SIX, first).solutions(1_000_000)).isEqualTo(28_200_960 / 720);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void chocoFindsTheSameSolutionAndNoSecondOne(Sudoku task) {
        SudokuSolver choco = new SudokuSolver(task.shape());
        for (Level level : task.levels()) {
            for (int i = 0; i < 60; i++) {
                Problem problem = task.problem(i % 2 == 0 ? Split.TRAINING : Split.HELD_OUT, 1, level.number(), i);
                assertThat(choco.unique(task.shape().digits(problem.prompt())))
                        .as(problem.prompt())
                        .isTrue();
                assertThat(choco.solve(problem).answer()).isEqualTo(problem.gold());
            }
        }
    }

    /** Some cells more are emptied, so that many have several solutions. */
    @Test
    void chocoAgreesOnWhichPuzzlesHaveSeveralSolutions() {
        SudokuSolver choco = new SudokuSolver(SIX);
        int several = 0;
        for (int i = 0; i < 300; i++) {
            Problem problem = Sudoku.six().problem(Split.TRAINING, 2, 7, i);
            int[] puzzle = SIX.digits(problem.prompt());
            Draw draw = new Draw("more", 0, 0, i);
            for (int k = 0; k < 6; k++) {
                puzzle[draw.below(36)] = 0;
            }
            boolean unique = new SudokuBoard(SIX, puzzle).solutions(2) == 1;
            assertThat(choco.unique(puzzle)).as(SIX.text(puzzle)).isEqualTo(unique);
            several += unique ? 0 : 1;
        }
        assertThat(several).isBetween(50, 290);
    }

    @Test
    void noGridUpToSymmetryLiesOnBothSides() {
        for (Sudoku task : List.of(Sudoku.six(), Sudoku.nine())) {
            Set<String> training = new HashSet<>();
            Set<String> heldOut = new HashSet<>();
            for (int i = 0; i < (task.shape().size() == 6 ? 2000 : 50); i++) {
                training.add(task.problem(Split.TRAINING, i, 1 + i % 5, i).key().split(" ")[0]);
                heldOut.add(task.problem(Split.HELD_OUT, i, 1 + i % 5, i).key().split(" ")[0]);
            }
            assertThat(training).doesNotContainAnyElementsOf(heldOut);
            assertThat(heldOut).hasSizeGreaterThan(3);
        }
    }

    @Test
    void noFourByFourPuzzleUpToSymmetryLiesOnBothSides() {
        Set<String> training = new HashSet<>();
        Set<String> heldOut = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            training.add(Sudoku.four().problem(Split.TRAINING, i, 1 + i % 5, i).key());
            heldOut.add(Sudoku.four().problem(Split.HELD_OUT, i, 1 + i % 5, i).key());
        }
        assertThat(training).doesNotContainAnyElementsOf(heldOut).hasSizeGreaterThan(100);
        assertThat(heldOut).hasSizeGreaterThan(20);
    }

    @Test
    void oneWrongDigitIsWrong() {
        Sudoku task = Sudoku.six();
        for (int i = 0; i < 200; i++) {
            Problem problem = task.problem(Split.TRAINING, 1, 1 + i % 9, i);
            for (int at = 0; at < problem.gold().length(); at++) {
                char other = problem.gold().charAt(at) == '6'
                        ? '1'
                        : (char) (problem.gold().charAt(at) + 1);
                String wrong =
                        problem.gold().substring(0, at) + other + problem.gold().substring(at + 1);
                assertThat(score(task, problem, wrong)).isZero();
            }
            assertThat(score(task, problem, problem.gold() + "1")).isZero();
            assertThat(score(task, problem, problem.gold().substring(1))).isZero();
            assertThat(score(task, problem, " " + problem.gold() + "\n")).isEqualTo(1);
        }
    }

    @Test
    void summariesFillEveryEmptyCellOnceAndEndInTheAnswer() {
        Sudoku task = Sudoku.six();
        Pattern cell = Pattern.compile("([a-f])([1-6])=([1-6]),");
        for (Level level : task.levels()) {
            for (int i = 0; i < 100; i++) {
                Problem problem = task.problem(Split.TRAINING, 1, level.number(), i);
                Trace trace = task.trace(problem, Style.SUMMARY, new Draw("t", 1, 1, i));
                assertThat(trace.thought()).hasSize(5 * problem.steps());
                assertThat(trace.answer()).isEqualTo(problem.gold());
                int[] grid = SIX.digits(problem.prompt());
                int[] puzzle = grid.clone();
                Matcher filled = cell.matcher(trace.thought());
                while (filled.find()) {
                    int at = (filled.group(2).charAt(0) - '1') * 6
                            + filled.group(1).charAt(0)
                            - 'a';
                    assertThat(grid[at]).isZero();
                    grid[at] = Integer.parseInt(filled.group(3));
                }
                assertThat(SIX.answer(puzzle, grid)).isEqualTo(problem.gold());
            }
        }
        Problem eight = task.problem(Split.TRAINING, 1, 7, 0);
        assertThat(task.trace(eight, Style.SUMMARY, new Draw("", 0, 0, 0))
                                .thought()
                                .length()
                        + eight.gold().length())
                .isEqualTo(96);
    }

    @Test
    void monologuesGuessFailGoBackAndAreMostlyRight() {
        Sudoku task = Sudoku.six();
        int right = 0;
        int goneBack = 0;
        for (int i = 0; i < 500; i++) {
            Problem problem = task.problem(Split.TRAINING, 1, 5, i);
            Trace trace = task.trace(problem, Style.MONOLOGUE, new Draw("t", 1, 1, i));
            right += score(task, problem, trace.answer()) == 1 ? 1 : 0;
            assertThat(trace.thought()).matches("([a-f][1-6]!<?|[a-f][1-6](:[1-6]{2,6}\\?|=)[1-6],)*");
            goneBack += trace.thought().contains("!<") ? 1 : 0;
        }
        assertThat(right).isBetween(400, 500);
        assertThat(goneBack).isBetween(50, 450);
    }
}
