package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Dictionary;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrosswordTest {
    private final Crossword task = new Crossword();

    private double score(Problem problem, String answer) {
        return task.verifier().score(problem, answer, new StepBudget(Verification.MOST_STEPS));
    }

    @Test
    void aPatternHasItsEntries() {
        CrosswordShape shape = CrosswordShape.of("#...#/...../...../...../#...#");
        assertThat(shape.entries()).hasSize(10);
        assertThat(shape.entries().getFirst()).isEqualTo(new CrosswordShape.Entry("A1", List.of(1, 2, 3)));
        assertThat(shape.entries().getLast()).isEqualTo(new CrosswordShape.Entry("D5", List.of(9, 14, 19)));
    }

    @Test
    void everyEntryIsAWordWithItsClue() {
        for (Level level : task.levels()) {
            for (int i = 0; i < 20; i++) {
                Problem problem = task.problem(Split.HELD_OUT, 1, level.number(), i);
                String[] rows = problem.gold().split("/");
                String[] lines = problem.prompt().split("\n");
                // rows across and columns down, read without the task's own shapes
                int clue = 1;
                for (boolean down : new boolean[] {false, true}) {
                    for (int k = 0; k < rows.length; k++) {
                        StringBuilder line = new StringBuilder();
                        for (int j = 0; j < rows.length; j++) {
                            line.append(down ? rows[j].charAt(k) : rows[k].charAt(j));
                        }
                        String word = line.toString().replace("#", "");
                        assertThat(Dictionary.builtIn().glosses(word))
                                .as(word)
                                .contains(lines[clue++].split(" ", 2)[1]);
                    }
                }
                assertThat(clue).isEqualTo(lines.length);
                assertThat(score(problem, problem.gold())).isEqualTo(1);
                assertThat(score(
                                problem,
                                task.solver().orElseThrow().solve(problem).answer()))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void anotherLetterIsWrong() {
        Problem problem = task.problem(Split.TRAINING, 1, 3, 0);
        int wrong = 0;
        for (int at = 0; at < problem.gold().length(); at++) {
            String other =
                    problem.gold().substring(0, at) + "q" + problem.gold().substring(at + 1);
            wrong += score(problem, other) == 0 ? 1 : 0;
        }
        assertThat(wrong).isEqualTo(problem.gold().length());
    }

    @Test
    void noGridLiesOnBothSides() {
        Set<String> training = new HashSet<>();
        Set<String> heldOut = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            training.add(task.problem(Split.TRAINING, i, 1, i).key());
            heldOut.add(task.problem(Split.HELD_OUT, i, 1, i).key());
        }
        assertThat(training).doesNotContainAnyElementsOf(heldOut).hasSizeGreaterThan(150);
    }
}
