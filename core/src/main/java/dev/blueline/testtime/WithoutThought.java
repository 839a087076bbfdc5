package dev.blueline.testtime;

import dev.blueline.problems.Problem;
import dev.blueline.problems.Solver;
import dev.blueline.problems.Task;
import dev.blueline.problems.Verification;
import dev.blueline.reasoning.PassRates;
import dev.blueline.tasks.Draw;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the same problems take without a model: a program that solves them, and answers at random in the right form.
 *
 * @param solverMillis median time of the classical solver on one problem; nothing where there is none
 * @param right guesses that are right, of each problem
 * @param guesses at each problem
 */
public record WithoutThought(OptionalDouble solverMillis, List<Integer> right, int guesses) {
    private static final int ROUNDS = 3;

    /** Solves each problem several times, keeping the fastest, and guesses so many times at each. */
    public static WithoutThought of(Task task, List<Problem> problems, int guesses, long seed) {
        List<Integer> right = IntStream.range(0, problems.size())
                .map(i -> right(task, problems.get(i), guesses, seed, i))
                .boxed()
                .toList();
        return new WithoutThought(
                task.solver()
                        .map(solver -> OptionalDouble.of(millis(solver, problems)))
                        .orElse(OptionalDouble.empty()),
                right,
                guesses);
    }

    private static int right(Task task, Problem problem, int guesses, long seed, int number) {
        int right = 0;
        for (int i = 0; i < guesses; i++) {
            String guess = task.guess(problem, new Draw("test-time guess", seed, number, i));
            Verification verification =
                    Verification.of(task.verifier(), problem, guess, Verification.MOST_STEPS, Verification.LONGEST);
            right += verification instanceof Verification.Scored scored && scored.right() ? 1 : 0;
        }
        return right;
    }

    private static double millis(Solver solver, List<Problem> problems) {
        double[] fastest = new double[problems.size()];
        Arrays.fill(fastest, Double.POSITIVE_INFINITY);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < fastest.length; i++) {
                long begun = System.nanoTime();
                solver.solve(problems.get(i));
                fastest[i] = Math.min(fastest[i], (System.nanoTime() - begun) * 1e-6);
            }
        }
        Arrays.sort(fastest);
        return fastest[fastest.length / 2];
    }

    /** Share of problems of which one of k guesses is right; k is at most {@link #guesses}. */
    public Accuracy pass(int k) {
        return Accuracy.of(
                right.stream().mapToDouble(of -> PassRates.pass(of, guesses, k)).toArray());
    }
}
