package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.tasks.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
    @TempDir
    Path folder;

    private static List<Problem> of(Task task, int level, Split side) {
        return Examination.of(List.of(task), List.of(new Curriculum.TaskLevel(task.name(), level)), side, 64, 4)
                .problems();
    }

    private static Set<String> keys(List<Problem> problems) {
        return problems.stream().map(Problem::key).collect(Collectors.toSet());
    }

    @Test
    void noTwoProblemsAskTheSame() {
        for (String name : List.of("sudoku-4", "arithmetic", "countdown", "word-problems")) {
            for (int level : new int[] {1, 2}) {
                List<Problem> problems = of(Tasks.named(name), level, Split.HELD_OUT);
                assertThat(keys(problems)).as(name + " " + level).hasSameSizeAs(problems);
                assertThat(problems).hasSizeBetween(3, 64);
            }
        }
        assertThat(of(Tasks.named("arithmetic"), 4, Split.HELD_OUT)).hasSize(64);
    }

    /** A level that has few is asked whole: twenty thousand draws find no other. */
    @Test
    void ofALevelWithFewProblemsHardlyAnyIsMissing() {
        Task sums = Tasks.named("arithmetic");
        Set<String> all = IntStream.range(0, 20_000)
                .mapToObj(i -> sums.problem(Split.HELD_OUT, 5, 1, i).key())
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(all).hasSizeLessThan(64);
        assertThat(keys(of(sums, 1, Split.HELD_OUT))).isEqualTo(all);
    }

    @Test
    void aFileOfQuestionsIsAskedAsFarAsItGoes() throws IOException {
        Task task = Tasks.named(Files.writeString(
                        folder.resolve("mine.jsonl"),
                        IntStream.range(0, 50)
                                .mapToObj(i ->
                                        "{\"question\": \"What is " + i + " + 1?\", \"answer\": " + (i + 1) + "}\n")
                                .collect(Collectors.joining()))
                .toString());
        List<Problem> held = of(task, 1, Split.HELD_OUT);
        List<Problem> learned = of(task, 1, Split.TRAINING);
        assertThat(held.size() + learned.size()).isEqualTo(50);
        assertThat(keys(held)).doesNotContainAnyElementsOf(keys(learned));
    }

    @Test
    void aFileWithoutHeldOutQuestionsIsRefused() throws IOException {
        Task task = Tasks.named(
                Files.writeString(folder.resolve("one.jsonl"), "{\"question\": \"What is 1 + 1?\", \"answer\": 2}\n")
                        .toString());
        boolean held = Split.of("question " + new OneQuestion(task).key()) == Split.HELD_OUT;
        assertThatThrownBy(() -> of(task, 1, held ? Split.TRAINING : Split.HELD_OUT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has no question of level 1 on the ");
    }

    /** The only question of a file, on whichever side it lies. */
    private record OneQuestion(Task task) {
        String key() {
            try {
                return task.problem(Split.TRAINING, 1, 1, 0).key();
            } catch (BadInput heldOut) {
                return task.problem(Split.HELD_OUT, 1, 1, 0).key();
            }
        }
    }
}
