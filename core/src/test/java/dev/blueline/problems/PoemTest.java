package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoemTest {
    private final Poem task = new Poem();
    private static final Problem SUN = new Problem("poem", 2, "sun", "acrostic sun, rhyme A-A, syllables 4 3 4", "", 9);

    private double score(Problem problem, String answer) {
        return task.verifier().score(problem, answer, new StepBudget(Verification.MOST_STEPS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "silver and gold / under / never so cold | 0",
                "silver and gold / under it / never so cold | 1",
                "Silver, and gold! / Under it; / never so cold. | 1",
                "silver and gold / under it / never so red | 0",
                "silver and gold / under it / silver so cold | 0",
                "silver and gold / under it / never so gold | 0",
                "silver and gold / under it | 0",
                "silver and gold / under it / never so cold / under it | 0",
                "silver gold gold / under it / never so cold | 0",
                "silver and gold / umblor it / never so cold | 0",
                "silver and golds / under it / never so cold | 0",
                "silvers and gold / unders it / never so cold | 0",
                "silver and gold 7 / under it / never so cold | 0",
            })
    void aPoemIsRightIfItKeepsTheRules(String poem, double expected) {
        assertThat(score(SUN, poem)).isEqualTo(expected);
    }

    @Test
    void poemsThatAreAssembledKeepTheRules() {
        for (Level level : task.levels()) {
            for (int i = 0; i < 100; i++) {
                Problem problem = task.problem(Split.HELD_OUT, 1, level.number(), i);
                assertThat(score(problem, problem.gold())).as(problem.gold()).isEqualTo(1);
                assertThat(score(
                                problem,
                                task.solver().orElseThrow().solve(problem).answer()))
                        .isEqualTo(1);
                String[] lines = problem.gold().split("/");
                StringBuilder first = new StringBuilder();
                for (String line : lines) {
                    first.append(line.charAt(0));
                }
                assertThat(first.toString()).isEqualTo(problem.key());
            }
        }
    }

    @Test
    void noWordIsSpelledOnBothSides() {
        Set<String> training = new HashSet<>();
        Set<String> heldOut = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            training.add(task.problem(Split.TRAINING, i, 1 + i % 5, i).key());
            heldOut.add(task.problem(Split.HELD_OUT, i, 1 + i % 5, i).key());
        }
        assertThat(training).doesNotContainAnyElementsOf(heldOut).hasSizeGreaterThan(50);
        assertThat(heldOut).hasSizeGreaterThan(10);
    }
}
