package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every task owes: gold answers are right, and nothing that a model may write breaks a verifier. */
class HostileAnswersTest {
    static List<Task> tasks() {
        return List.of(Sudoku.four(), Sudoku.six(), Sudoku.nine(), new Crossword(), new Poem(), new Programs());
    }

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "\0",
            "null",
            "9".repeat(1_000_000),
            "(".repeat(100_000),
            "-".repeat(100_000),
            "-".repeat(199) + "x",
            "if(".repeat(66),
            "a ".repeat(100_000),
            "/".repeat(100_000),
            "\n".repeat(100_000),
            "\ud83d",
            "\u0661\u0662\u0663\u0664",
            "\uff11\uff12\uff13\uff14",
            "\u202e1234\u202c",
            "x\u0301+y",
            "%s%n%d",
            "${jndi:ldap://x}",
            "1e308",
            "NaN");

    @ParameterizedTest
    @MethodSource("tasks")
    void hostileAnswersAreWrongAndBreakNothing(Task task) {
        for (Level level : task.levels()) {
            Problem problem = task.problem(Split.TRAINING, 1, level.number(), 0);
            for (String answer : HOSTILE) {
                assertThat(Verification.of(task.verifier(), problem, answer, Verification.MOST_STEPS))
                        .isInstanceOfSatisfying(
                                Verification.Scored.class,
                                scored -> assertThat(scored.score()).isZero());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void goldAnswersAreRightAtAllLevelsOnBothSides(Task task) {
        for (Level level : task.levels()) {
            for (Split side : Split.values()) {
                for (int i = 0; i < 60; i++) {
                    Problem problem = task.problem(side, 7, level.number(), i);
                    assertThat(task.verifier().score(problem, problem.gold(), new StepBudget(10_000)))
                            .as(problem.toString())
                            .isEqualTo(1);
                    assertThat(problem.level()).isEqualTo(level.number());
                    assertThat(problem.task()).isEqualTo(task.name());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void problemsTracesAndGuessesDependOnTheirKeysAlone(Task task) {
        for (Level level : task.levels()) {
            for (int i = 0; i < 5; i++) {
                Problem problem = task.problem(Split.HELD_OUT, 3, level.number(), i);
                assertThat(task.problem(Split.HELD_OUT, 3, level.number(), i)).isEqualTo(problem);
                assertThat(task.guess(problem, new Draw("g", 1, 1, i)))
                        .isEqualTo(task.guess(problem, new Draw("g", 1, 1, i)));
                for (Style style : task.styles()) {
                    assertThat(task.trace(problem, style, new Draw("t", 1, 1, i)))
                            .isEqualTo(task.trace(problem, style, new Draw("t", 1, 1, i)));
                }
            }
            assertThat(task.problem(Split.HELD_OUT, 3, level.number(), 0))
                    .isNotEqualTo(task.problem(Split.HELD_OUT, 4, level.number(), 0));
        }
    }
}
