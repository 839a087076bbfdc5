package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.tasks.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenProblemTest {
    private static double score(GivenProblem given, String answer) {
        return given.task().verifier().score(given.problem(), answer, new StepBudget(Verification.MOST_STEPS));
    }

    private static GivenProblem read(String text) {
        return GivenProblem.read(text, Optional.empty());
    }

    /** Of every task that reads prompts, what it writes it reads, without being told which task it is, and its verifier then takes the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "countdown", "sudoku-4", "sudoku-6", "sudoku-9", "crossword", "poem"})
    void aTaskReadsThePromptsThatItWrites(String name) {
        Task task = Tasks.named(name);
        for (int level = 1; level <= Math.min(3, task.levels().size()); level++) {
            Problem problem = task.problem(Split.HELD_OUT, 3, level, 5);
            GivenProblem given = read(problem.prompt());
            assertThat(given.task().name()).isEqualTo(name);
            assertThat(given.problem().prompt()).isEqualTo(problem.prompt());
            assertThat(given.problem().gold()).isEmpty();
            assertThat(given.problem().level()).isEqualTo(level);
            assertThat(score(given, problem.gold())).isEqualTo(1);
            assertThat(score(given, "no answer")).isZero();
        }
    }

    @Test
    void numbersAndTargetMayBeWrittenInSeveralWays() {
        for (String text : new String[] {"10 8 9>18", " 10 8 9 = 18\n", "10, 8, 9 > 18"}) {
            assertThat(read(text).problem().prompt()).isEqualTo("10 8 9>18");
        }
        assertThat(read("10 8 9 7 2>18").problem().level()).isEqualTo(4);
    }

    @Test
    void aGridMayStandOnLines() {
        assertThat(read("1.3.\n34.2\n.1.3\n4..1").problem().prompt()).isEqualTo("1.3./34.2/.1.3/4..1");
        assertThat(read("1030/3402/0103/4001").problem().steps()).isEqualTo(7);
        Task four = Sudoku.four();
        assertThat(four.read("1.1./..../..../....")).as("two ones in a row").isEmpty();
        assertThat(four.read("1.../.1../..../....")).as("two ones in a box").isEmpty();
        assertThat(four.read("1234/3412/2143/4321")).as("nothing to do").isEmpty();
    }

    @Test
    void aQuestionWithItsAnswerIsVerifiedByIt(@TempDir Path folder) throws IOException {
        GivenProblem given = read("{\"question\": \"What is 2 + 2?\", \"answer\": 4}");
        assertThat(given.problem().prompt()).isEqualTo("What is 2 + 2?");
        assertThat(score(given, "4.0")).isEqualTo(1);
        Path file = Files.writeString(
                folder.resolve("two.jsonl"),
                "{\"question\": \"What is 2 + 2?\", \"answer\": 4}\n{\"question\": \"And 3 + 3?\", \"answer\": 6}\n");
        GivenProblem second = GivenProblem.read("and  3 + 3?", Optional.of(file.toString()));
        assertThat(score(second, "6")).isEqualTo(1);
        Path prompt = Files.writeString(folder.resolve("problem.txt"), "10 8 9>18\n");
        assertThat(score(read(prompt.toString()), "(10-8)*9")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "10 8 9", "18", "10>10x", "what now?", "1.../....", "###/###/###", "no/such/file.txt"})
    void anythingElseIsNoProblem(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BadInput.class).hasMessageContaining("is no problem");
    }

    @Test
    void aProblemOfAnAnswerKeyIsRefusedWithoutTheAnswer() {
        Problem problem = new Programs().problem(Split.HELD_OUT, 1, 1, 0);
        assertThatThrownBy(() -> GivenProblem.read(problem.prompt(), Optional.of("programs")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("which its text does not hold");
    }
}
