package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsTest {
    private static StepBudget budget() {
        return new StepBudget(Verification.MOST_STEPS);
    }

    private static Optional<Long> value(String program, long x, long y) {
        return ProgramReader.read(program, budget()).map(read -> read.value(x, y, budget()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x+2*y | 3 | 4 | 11",
                "(x+2)*y | 3 | 4 | 20",
                "x-y-1 | 10 | 4 | 5",
                "x-(y-1) | 10 | 4 | 7",
                "-x*y | 2 | 5 | -10",
                "2*-x | 3 | 0 | -6",
                "x%3 | -1 | 0 | 2",
                "x%-3 | 1 | 0 | -2",
                "12%5*2 | 0 | 0 | 4",
                "min(x,max(y,2)) | 9 | 1 | 2",
                "if(x,10,20) | 1 | 0 | 10",
                "if(x,10,20) | 0 | 0 | 20",
                "if(x,10,20) | -1 | 0 | 20",
                "if(y,x%y,7) | 5 | 0 | 7",
                "if ( x - y , x , y ) | 3 | 8 | 8",
                "((((x)))) | 6 | 0 | 6",
                "999999999 | 0 | 0 | 999999999",
            })
    void programsGiveWhatIsWorkedOutByHand(String program, long x, long y, long expected) {
        assertThat(value(program, x, y)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x y",
                "2x",
                "x+",
                "+x",
                "(x",
                "x)",
                "min(x)",
                "min(x,y,1)",
                "if(x,y)",
                "z",
                "xy",
                "X",
                "x**2",
                "1_0",
                "1.5",
                "0x1",
                "9999999999",
                "\u0663",
                "x\u00A0+1",
                "x\t+1",
                "while(1)",
                "f(x)",
                "\0",
                "x\0",
                "x\0y"
            })
    void otherTextsAreNoPrograms(String text) {
        assertThat(ProgramReader.read(text, budget())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x%0", "x%(y-y)", "999999999*9", "1%0*0", "if(1%0,1,2)"})
    void whatHasNoValueHasNone(String program) {
        assertThat(value(program, 1, 1)).contains(Program.NONE);
    }

    @Property(tries = 500)
    void whatIsWrittenReadsAsTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int level) {
        Programs task = new Programs();
        Problem problem = task.problem(Split.TRAINING, seed, level, 0);
        Program read = ProgramReader.read(problem.gold(), budget()).orElseThrow();
        assertThat(read.text()).isEqualTo(problem.gold());
        String key = String.join(
                ",",
                Arrays.stream(ProgramInputs.outputs(read, budget()))
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(key).isEqualTo(problem.key());
    }

    @Test
    void theSearchFindsAProgramThatPassesTheHiddenTests() {
        Programs task = new Programs();
        for (int level = 1; level <= 3; level++) {
            for (int i = 0; i < (level == 3 ? 4 : 40); i++) {
                Problem problem = task.problem(Split.HELD_OUT, 1, level, i);
                Solver.Solution solution = task.solver().orElseThrow().solve(problem);
                assertThat(task.verifier().score(problem, solution.answer(), budget()))
                        .as(problem.prompt() + " " + solution.answer())
                        .isEqualTo(1);
                // none with fewer operators does it, or the level would be another
                assertThat(solution.nodes()).isGreaterThan(level == 1 ? 5 : level == 2 ? 200 : 5000);
            }
        }
    }

    @Test
    void aTableOfTheExamplesDoesNotPass() {
        Programs task = new Programs();
        Problem problem = task.problem(Split.TRAINING, 1, 2, 0);
        String[] examples = problem.prompt().split(" ");
        assertThat(examples).hasSize(Programs.SHOWN);
        String first = examples[0].substring(examples[0].indexOf('=') + 1);
        assertThat(task.verifier().score(problem, first, budget())).isZero();
    }

    @Test
    void programsThatDoTheSameAreOneProblemAndOnOneSide() {
        Programs task = new Programs();
        Set<String> training = new HashSet<>();
        Set<String> heldOut = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            training.add(task.problem(Split.TRAINING, i, 1 + i % 3, i).key());
            heldOut.add(task.problem(Split.HELD_OUT, i, 1 + i % 3, i).key());
        }
        assertThat(training).doesNotContainAnyElementsOf(heldOut).hasSizeGreaterThan(500);
        assertThat(heldOut).hasSizeGreaterThan(100);
    }

    @Test
    void aGuessIsAProgram() {
        Programs task = new Programs();
        for (int i = 0; i < 200; i++) {
            Problem problem = task.problem(Split.TRAINING, 1, 1 + i % 3, i);
            assertThat(ProgramReader.read(task.guess(problem, new Draw("g", 0, 0, i)), budget()))
                    .isPresent();
        }
    }
}
