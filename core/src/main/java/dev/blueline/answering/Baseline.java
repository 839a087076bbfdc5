package dev.blueline.answering;

import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Solver;
import dev.blueline.problems.Task;
import dev.blueline.problems.Verification;
import dev.blueline.tasks.Draw;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the problems of a level are worth without a model: answers in the right form that nobody thought about, and the classical solver.
 *
 * @param right guesses that are right, by problem
 * @param drawn guesses at each problem
 * @param solverMillis mean time of the solver for a problem, its code warm, on one thread; NaN where the task has none
 * @param solverNodes mean places of its search; NaN where the task has none
 */
public record Baseline(int level, int[] right, int drawn, double solverMillis, double solverNodes) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int WARM_UP = 3;

    /** Measured once, then read from its file. */
    static Baseline of(Course course, int level, int guesses, long seed, Path folder) {
        Path file = folder.resolve(
                course.name().replaceAll("[^A-Za-z0-9._-]", "-") + "-level-" + level + "-" + guesses + ".json");
        if (Files.exists(file) && SealedFiles.isSound(file)) {
            return JSON.readValue(SealedFiles.read(file), Baseline.class);
        }
        List<Problem> problems = course.asked().getOrDefault(level, List.of());
        int[] right = new int[problems.size()];
        for (int i = 0; i < right.length; i++) {
            for (int j = 0; j < guesses; j++) {
                right[i] += isRight(course.task(), problems.get(i), new Draw("guess", seed, i, j)) ? 1 : 0;
            }
        }
        double[] solving = course.task().solver().map(solver -> solving(solver, problems)).orElse(new double[] {
            Double.NaN, Double.NaN
        });
        Baseline baseline = new Baseline(level, right, guesses, solving[0], solving[1]);
        DurableFiles.createFolder(folder);
        SealedFiles.write(file, JSON.writeValueAsBytes(baseline));
        return baseline;
    }

    private static boolean isRight(Task task, Problem problem, Draw draw) {
        return switch (Verification.of(
                task.verifier(), problem, task.guess(problem, draw), Verification.MOST_STEPS, Verification.LONGEST)) {
            case Verification.Scored scored -> scored.right();
            case Verification.Broken broken -> false;
        };
    }

    private static double[] solving(Solver solver, List<Problem> problems) {
        double nodes = 0;
        double millis = 0;
        for (int round = 0; round <= WARM_UP; round++) {
            nodes = 0;
            long started = System.nanoTime();
            for (Problem problem : problems) {
                nodes += solver.solve(problem).nodes();
            }
            millis = (System.nanoTime() - started) * 1e-6;
        }
        return new double[] {millis / problems.size(), nodes / problems.size()};
    }

    /** Share of the problems of which one of {@code k} guesses is right. */
    public double passAt(int k) {
        return new Coverage(right, drawn).pass(k).value();
    }
}
