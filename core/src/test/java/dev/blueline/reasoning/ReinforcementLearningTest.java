package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import dev.blueline.tasks.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A very small model is taught one step of arithmetic, so far that it is often wrong, and gets better by itself. */
class ReinforcementLearningTest {
    @TempDir
    private static Path folder;

    private static Path start;

    private static final TaskTraining.Listener QUIET = new TaskTraining.Listener() {
        @Override
        public void says(String line) {}

        @Override
        public void advanced(long step, long steps, double loss, long tokens) {}
    };

    /** Stops after so many steps. */
    private record Stopping(int after) implements ReinforcementLearning.Listener {
        @Override
        public void says(String line) {}

        @Override
        public void stepped(double share, ReasoningRecord.Stepped step) {
            if (step.step() + 1 == after) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void examined(ReasoningRecord.Examined examined) {}
    }

    private static TeachingRequest teaching(Path out, long steps) {
        return new TeachingRequest(
                Optional.empty(),
                new Size(32, 1),
                List.of("arithmetic"),
                List.of(1),
                List.of(Style.DIRECT),
                Optional.of(steps),
                0,
                1,
                1,
                out,
                "java",
                2);
    }

    private static ReasoningRequest request(Path out, Method method, double flops) {
        return new ReasoningRequest(
                start,
                List.of("arithmetic"),
                List.of(),
                List.of(1),
                method,
                new PolicySettings(16, 8, 8, PolicySettings.Baseline.GROUP_MEAN, 0.2, 0.28, 0, 2, 1, 0.05),
                flops,
                0,
                4,
                1,
                out,
                "java",
                2);
    }

    @BeforeAll
    static void teach() {
        start = folder.resolve("start");
        TaskTraining.run(teaching(start, 60), QUIET);
    }

    @Test
    void whatWasStoppedGoesOnAndEndsWithTheSameBits() throws IOException {
        Path whole = folder.resolve("whole");
        Path stopped = folder.resolve("stopped");
        double flops = 4e9;
        ReinforcementLearning.run(request(whole, Method.RL, flops), new Stopping(-1));
        assertThatThrownBy(() -> ReinforcementLearning.run(request(stopped, Method.RL, flops), new Stopping(5)))
                .hasMessage("stopped");
        ReinforcementLearning.run(request(stopped, Method.RL, flops), new Stopping(-1));
        assertThat(TimelessLog.of(stopped)).isEqualTo(TimelessLog.of(whole));
        assertThat(Files.readAllBytes(stopped.resolve("model.safetensors")))
                .isEqualTo(Files.readAllBytes(whole.resolve("model.safetensors")));
    }

    @Test
    void whatIsFinishedGoesOnToMoreFlopsAndEndsWithTheSameBits() throws IOException {
        Path whole = folder.resolve("at-once");
        Path longer = folder.resolve("half-first");
        ReinforcementLearning.run(request(whole, Method.RL, 4e9), new Stopping(-1));
        Ledger.Entry half = ReinforcementLearning.run(request(longer, Method.RL, 2e9), new Stopping(-1));
        assertThat(half.run().flops()).isBetween(2e9, 3.5e9);
        int steps = (int) new ReasoningLog(longer).examinations().getLast().step();
        assertThatThrownBy(() -> ReinforcementLearning.run(request(longer, Method.RL, 4e9), new Stopping(steps + 2)))
                .hasMessage("stopped");
        assertThatThrownBy(() -> ReinforcementLearning.run(request(longer, Method.RL, 2e9), new Stopping(-1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("was made with another --flops");
        ReinforcementLearning.run(request(longer, Method.RL, 4e9), new Stopping(-1));
        assertThat(TimelessLog.of(longer).stream()
                        .filter(ReasoningRecord.Stepped.class::isInstance)
                        .toList())
                .isEqualTo(TimelessLog.of(whole).stream()
                        .filter(ReasoningRecord.Stepped.class::isInstance)
                        .toList());
        assertThat(TimelessLog.of(longer)).containsAll(TimelessLog.of(whole));
        assertThat(Files.readAllBytes(longer.resolve("model.safetensors")))
                .isEqualTo(Files.readAllBytes(whole.resolve("model.safetensors")));
    }

    @Test
    void heldOutProblemsAreAskedWhenAMarkIsReached() {
        Path run = folder.resolve("marked");
        ReasoningRequest often = request(run, Method.SUPERVISED, 2e9);
        ReasoningRequest never = new ReasoningRequest(
                often.from(),
                often.tasks(),
                often.levels(),
                often.examined(),
                often.method(),
                often.settings(),
                often.flops(),
                0,
                Integer.MAX_VALUE,
                often.seed(),
                run,
                often.learner(),
                often.threads());
        ReinforcementLearning.run(never, new Stopping(-1), List.of(1e9, 2e9, 9e9));
        assertThat(new ReasoningLog(run)
                        .examinations().stream()
                                .map(each -> Math.floor(each.spent().flops() / 1e9)))
                .containsExactly(0.0, 1.0, 2.0);
    }

    /** Of all questions the answer is 7; the start answers with any digit. */
    @Test
    void aModelGetsBetterAtWhatTheVerifierRewards() throws IOException {
        Path questions = folder.resolve("sevens.jsonl");
        Files.writeString(
                questions,
                IntStream.range(10, 90)
                        .mapToObj(i -> "{\"question\": \"" + i + "\", \"answer\": \"7\"}\n")
                        .collect(Collectors.joining()));
        Path run = folder.resolve("better");
        ReinforcementLearning.run(
                new ReasoningRequest(
                        start,
                        List.of(questions.toString()),
                        List.of(),
                        List.of(),
                        Method.RL,
                        new PolicySettings(16, 8, 8, PolicySettings.Baseline.LEAVE_ONE_OUT, 0.2, 0.28, 0, 2, 1, 0.3),
                        5e9,
                        0,
                        20,
                        1,
                        run,
                        "java",
                        2),
                new Stopping(-1));
        List<ReasoningRecord.Examined> examined = new ReasoningLog(run).examinations();
        assertThat(examined.getFirst().all().pass1()).isLessThan(0.3);
        assertThat(examined.getLast().all().pass1()).isGreaterThan(0.9);
    }

    @Test
    void theControlsSpendTheSameComputeOtherwise() throws IOException {
        List<String> models = new ArrayList<>(List.of(model(start)));
        for (Method method : List.of(Method.RL, Method.EXPERT_ITERATION, Method.SUPERVISED)) {
            Path run = folder.resolve("control-" + method.word());
            Ledger.Entry entry = ReinforcementLearning.run(request(run, method, 2e9), new Stopping(-1));
            assertThat(entry.run().flops()).isBetween(2e9, 3e9);
            Spent spent = new ReasoningLog(run).examinations().getLast().spent();
            assertThat(spent.flops()).isEqualTo(entry.run().flops());
            assertThat(spent.update()).isPositive();
            if (method == Method.SUPERVISED) {
                assertThat(spent.rollout()).isZero();
            } else {
                assertThat(spent.rollout()).isPositive();
            }
            models.add(model(run));
        }
        assertThat(models).doesNotHaveDuplicates();
    }

    private static String model(Path run) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(run.resolve("model.safetensors")));
    }

    /** Of level 1 the answer is a digit, which the start often writes; of level 2 a word, which it never does. */
    @Test
    void signalIsLookedForOnTheLevelsThatAreLearnedOn() throws IOException {
        Path questions = folder.resolve("levels.jsonl");
        Files.writeString(
                questions,
                IntStream.range(10, 90)
                        .mapToObj(i -> "{\"question\": \"" + i + "\", \"level\": " + (1 + i % 2) + ", \"answer\": \""
                                + (i % 2 == 0 ? "7" : "never") + "\"}\n")
                        .collect(Collectors.joining()));
        ReinforcementLearning.run(onQuestions(questions, 1, 2, "signal"), new Stopping(-1));
        ReasoningRequest without = onQuestions(questions, 2, 1, "no-signal");
        assertThatThrownBy(() -> ReinforcementLearning.run(without, new Stopping(-1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no response is right");
    }

    private static ReasoningRequest onQuestions(Path questions, int learned, int examined, String out) {
        return new ReasoningRequest(
                start,
                List.of(questions.toString()),
                List.of(learned),
                List.of(examined),
                Method.RL,
                new PolicySettings(4, 4, 8, PolicySettings.Baseline.GROUP_MEAN, 0.2, 0.28, 0, 1, 0, 0.05),
                1e7,
                0,
                4,
                1,
                folder.resolve(out),
                "java",
                2);
    }

    @Test
    void questionsOfWhichNoneIsHeldOutAreRefusedBeforeAnythingIsTaught() throws IOException {
        Path questions = folder.resolve("training-only.jsonl");
        String learned = IntStream.range(0, 50)
                .mapToObj(i -> "what is " + i + "?")
                .filter(question -> Split.of("question " + question) == Split.TRAINING)
                .findFirst()
                .orElseThrow();
        Files.writeString(questions, "{\"question\": \"" + learned + "\", \"answer\": 7}");
        TeachingRequest request = new TeachingRequest(
                Optional.empty(),
                new Size(32, 1),
                List.of(questions.toString()),
                List.of(),
                List.of(Style.DIRECT),
                Optional.of(1L),
                0,
                1,
                1,
                folder.resolve("taught-questions"),
                "java",
                2);
        List<Long> taught = new ArrayList<>();
        assertThatThrownBy(() -> TaskTraining.run(request, new TaskTraining.Listener() {
                    @Override
                    public void says(String line) {}

                    @Override
                    public void advanced(long step, long steps, double loss, long tokens) {
                        taught.add(step);
                    }
                }))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has no question of level 1 on the held-out side");
        assertThat(taught).isEmpty();
    }

    @Test
    void aTaskWithoutSignalIsRefused() {
        Path untaught = folder.resolve("untaught");
        TaskTraining.run(teaching(untaught, 1), QUIET);
        ReasoningRequest hard = new ReasoningRequest(
                untaught,
                List.of("countdown"),
                List.of(3),
                List.of(),
                Method.RL,
                new PolicySettings(4, 4, 8, PolicySettings.Baseline.GROUP_MEAN, 0.2, 0.28, 0, 1, 0, 0.1),
                1e9,
                0,
                4,
                1,
                folder.resolve("none"),
                "java",
                2);
        assertThatThrownBy(() -> ReinforcementLearning.run(hard, new Stopping(-1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("pass@16 is 0 at every level of countdown");
    }
}
