package dev.blueline.reasoning;

import dev.blueline.problems.Problem;
import dev.blueline.problems.Solver;
import dev.blueline.problems.StepBudget;
import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.problems.Trace;
import dev.blueline.problems.Verifier;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A user's task: copy a number.
 *
 * @param scoring what its verifier does with an answer
 */
public record MyTask(ToDoubleFunction<String> scoring) implements Task {
    public static final String NAME = "copy";

    public static Problem problem(int number) {
        return new Problem(NAME, 1, String.valueOf(number), String.valueOf(number), String.valueOf(number), 1);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Copy a number.";
    }

    @Override
    public List<Level> levels() {
        return List.of(new Level(1, "numbers"));
    }

    @Override
    public Problem problem(Split side, long seed, int level, long index) {
        return problem((int) Math.floorMod(2 * index + side.ordinal(), 1000L));
    }

    @Override
    public Verifier verifier() {
        return new Verifier() {
            @Override
            public Kind kind() {
                return Kind.RULE;
            }

            @Override
            public double score(Problem problem, String answer, StepBudget budget) {
                return scoring.applyAsDouble(answer);
            }
        };
    }

    @Override
    public Optional<Solver> solver() {
        return Optional.empty();
    }

    @Override
    public List<Style> styles() {
        return List.of();
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String guess(Problem problem, Draw draw) {
        return "0";
    }
}
