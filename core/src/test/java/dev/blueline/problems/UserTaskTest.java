package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
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

class UserTaskTest {
    private static final String GSM8K = """
            {"question": "Ida packs 48 kilograms of pears into bags of 2 and sells half of them at $50. How many grams are left, if a bag \
            loses 300 grams, in all?", "answer": "She has 48/2 = <<48/2=24>>24 bags.\\nShe sells 24/2 = <<24/2=12>>12 of them.\\n#### 1,600"}
            """;

    @TempDir
    Path folder;

    private Task task(String... lines) throws IOException {
        return Tasks.named(Files.writeString(folder.resolve("mine.jsonl"), String.join("\n", lines))
                .toString());
    }

    private static String[] sums(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"prompt\": \"What is " + i + " + 1?\", \"answer\": " + (i + 1) + ", \"level\": "
                        + (1 + i % 2) + "}")
                .toArray(String[]::new);
    }

    @Test
    void aGsm8kLineHasItsAnswerAfterTheMarkAndItsSolutionWithoutNotes() throws IOException {
        Task task = task(GSM8K);
        Problem problem = one(task);
        assertThat(problem.gold()).isEqualTo("1,600");
        assertThat(problem.steps()).isEqualTo(2);
        assertThat(task.styles()).containsExactly(Style.DIRECT, Style.SUMMARY);
        Trace trace = task.trace(problem, Style.SUMMARY, new Draw("test", 1, 1, 1));
        assertThat(trace).isEqualTo(new Trace("She has 48/2 = 24 bags.\nShe sells 24/2 = 12 of them.", "1,600"));
        assertThat(task.trace(problem, Style.DIRECT, new Draw("test", 1, 1, 1))).isEqualTo(new Trace("", "1,600"));
        assertThat(Verification.of(task.verifier(), problem, "#### 1600", 1000))
                .matches(verification -> verification instanceof Verification.Scored scored && scored.right());
    }

    @Test
    void linesMayHaveALevelAndATrace() throws IOException {
        Task task = task(
                "{\"prompt\": \"Capital of France?\", \"answer\": \"Paris\", \"level\": 3, \"trace\": \"It lies on the Seine.\"}",
                "",
                "{\"question\": \"2 + 2?\", \"answer\": 4, \"trace\": \"2+2=4\"}",
                "{\"question\": \"2  + 2?\", \"answer\": \"4\"}");
        assertThat(task.name()).isEqualTo("mine");
        assertThat(task.levels()).containsExactly(new Level(1, "level 1"), new Level(3, "level 3"));
        assertThat(task.summary()).startsWith("2 questions of ");
        assertThat(task.styles()).contains(Style.SUMMARY);
        assertThat(task("{\"question\": \"2 + 2?\", \"answer\": \"4\"}").styles())
                .containsExactly(Style.DIRECT);
    }

    @Test
    void indicesGoThroughAllQuestionsOfASideAgainAndAgain() throws IOException {
        Task task = task(sums(200));
        Set<String> trained = prompts(task, Split.TRAINING, 1, 0, 1000);
        Set<String> heldOut = prompts(task, Split.HELD_OUT, 1, 0, 1000);
        assertThat(trained).doesNotContainAnyElementsOf(heldOut);
        assertThat(trained.size() + heldOut.size()).isEqualTo(100);
        assertThat(heldOut).hasSizeBetween(10, 32);
        assertThat(prompts(task, Split.TRAINING, 1, 5, trained.size())).isEqualTo(trained);
        assertThat(prompts(task, Split.TRAINING, 1, 0, 20)).isNotEqualTo(prompts(task, Split.TRAINING, 2, 0, 20));
        assertThat(task.problem(Split.TRAINING, 1, 1, 3))
                .isEqualTo(task.problem(Split.TRAINING, 1, 1, 3 + trained.size()));
    }

    private static Set<String> prompts(Task task, Split side, long seed, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> task.problem(side, seed, 1, i).prompt())
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void guessesAreAnswersOfTheFile() throws IOException {
        Task task = task(sums(50));
        Problem problem = task.problem(Split.TRAINING, 1, 1, 0);
        for (int i = 0; i < 50; i++) {
            assertThat(Integer.parseInt(task.guess(problem, new Draw("test", 1, 1, i))))
                    .isBetween(1, 50);
        }
    }

    @Test
    void aBadLineIsNamedByItsNumber() {
        assertThatThrownBy(() -> task(
                        "{\"question\": \"1?\", \"answer\": 1}", "", "{\"question\": \"2?\", \"answer\": \" #### \"}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "mine.jsonl line 3 has an answer that its verifier does not take for right: \"\"");
        assertThatThrownBy(() -> task("{\"question\": \"1?\", \"answer\": 1}", "{\"question\": \"1?\", \"answer\": 2}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 2 asks what line 1 asks, with another answer");
    }

    /** The only question of a file, on whichever side it lies. */
    private static Problem one(Task task) {
        for (Split side : List.of(Split.TRAINING, Split.HELD_OUT)) {
            try {
                return task.problem(side, 1, task.levels().getFirst().number(), 0);
            } catch (BadInput otherSide) {
                assertThat(otherSide).hasMessageContaining("has no question of level 1 on the ");
            }
        }
        throw new AssertionError("no question");
    }
}
