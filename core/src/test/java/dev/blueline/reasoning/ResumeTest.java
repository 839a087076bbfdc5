package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that save a state after every step are stopped, sometimes damaged, and go on: they end as if nothing had happened. */
class ResumeTest {
    private static final double EVERY_STEP = 0;
    private static final double FLOPS = 6.5e8;
    private static final int STEPS = 12;

    @TempDir
    private static Path folder;

    private static Path start;

    /** Stops at the end of a step, before its state is saved; keeps what it hears. */
    private static final class Stopping implements ReinforcementLearning.Listener, TaskTraining.Listener {
        private final long after;
        private final List<String> lines = new ArrayList<>();
        private final List<Long> steps = new ArrayList<>();

        Stopping(long after) {
            this.after = after;
        }

        @Override
        public void says(String line) {
            lines.add(line);
        }

        @Override
        public void stepped(double share, ReasoningRecord.Stepped step) {
            done(step.step() + 1);
        }

        @Override
        public void advanced(long step, long all, double loss, long tokens) {
            done(step);
        }

        private void done(long step) {
            steps.add(step);
            if (step == after) {
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

    private static ReasoningRequest request(Path out, Method method) {
        return new ReasoningRequest(
                start,
                List.of("arithmetic"),
                List.of(1),
                List.of(),
                method,
                new PolicySettings(8, 8, 8, PolicySettings.Baseline.GROUP_MEAN, 0.2, 0.28, 0.01, 2, 1, 0.05),
                FLOPS,
                0,
                3,
                1,
                out,
                "java",
                2);
    }

    @BeforeAll
    static void teach() {
        start = folder.resolve("start");
        TaskTraining.run(teaching(start, 60), new Stopping(-1));
        for (Method method : Method.values()) {
            Stopping heard = new Stopping(-1);
            ReinforcementLearning.run(request(whole(method), method), heard);
            assertThat(heard.steps).hasSizeGreaterThan(6);
        }
    }

    /** The run that nobody stopped. */
    private static Path whole(Method method) {
        return folder.resolve(method + "-whole");
    }

    private static Stopping reason(Path out, Method method, long after) {
        Stopping heard = new Stopping(after);
        if (after > 0) {
            assertThatThrownBy(() -> ReinforcementLearning.run(request(out, method), heard, List.of(), EVERY_STEP))
                    .hasMessage("stopped");
        } else {
            ReinforcementLearning.run(request(out, method), heard, List.of(), EVERY_STEP);
        }
        return heard;
    }

    private static Stopping teach(Path out, long after) {
        Stopping heard = new Stopping(after);
        if (after > 0) {
            assertThatThrownBy(() -> TaskTraining.run(teaching(out, STEPS), heard, EVERY_STEP))
                    .hasMessage("stopped");
        } else {
            TaskTraining.run(teaching(out, STEPS), heard, EVERY_STEP);
        }
        return heard;
    }

    private static void assertSameRun(Path one, Path other) throws IOException {
        assertThat(TimelessLog.of(one)).isEqualTo(TimelessLog.of(other));
        assertThat(one.resolve("thoughts.jsonl")).hasSameBinaryContentAs(other.resolve("thoughts.jsonl"));
        for (String model : List.of("model.safetensors", "best/model.safetensors")) {
            assertThat(one.resolve(model)).hasSameBinaryContentAs(other.resolve(model));
        }
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aStoppedRunGoesOnFromItsStateAndEndsWithTheSameBits(Method method) throws IOException {
        Path stopped = folder.resolve(method + "-stopped");
        reason(stopped, method, 3);
        assertThat(stopped.resolve("training/step-2")).isDirectory();
        assertThat(reason(stopped, method, 6).steps).containsExactly(3L, 4L, 5L, 6L);
        assertThat(reason(stopped, method, -1).steps.getFirst()).isEqualTo(6);
        assertSameRun(stopped, whole(method));
        assertThat(stopped.resolve("training").toFile().list()).hasSize(1); // to go on from with more FLOPs
    }

    @Test
    void ofADamagedStateTheOneBeforeCountsAndOfTwoTheStart() throws IOException {
        Path damaged = folder.resolve("damaged");
        reason(damaged, Method.RL, 6);
        Path states = damaged.resolve("training");
        flip(states.resolve("step-5/optimizer.safetensors"));
        Stopping once = reason(damaged, Method.RL, 6);
        assertThat(once.lines)
                .contains(states.resolve("step-5/optimizer.safetensors")
                        + " is damaged; going on from the state saved before it");
        assertThat(once.steps).containsExactly(5L, 6L);
        flip(states.resolve("step-4/model.safetensors"));
        Files.delete(states.resolve("step-5/config.json"));
        Stopping twice = reason(damaged, Method.RL, -1);
        assertThat(twice.lines)
                .contains(
                        states.resolve("step-5/config.json") + " is damaged; going on from the state saved before it",
                        states.resolve("step-4/model.safetensors")
                                + " is damaged; no state is left, so starting again");
        assertThat(twice.steps.getFirst()).isEqualTo(1);
        assertSameRun(damaged, whole(Method.RL));
    }

    @Test
    void aStateThatAKillLeftHalfWrittenIsNotRead() throws IOException {
        Path half = folder.resolve("half");
        reason(half, Method.RL, 4);
        Path unfinished = Files.createDirectories(half.resolve("training/unfinished"));
        Files.writeString(unfinished.resolve("model.safetensors"), "half a model");
        Files.writeString(
                Files.createDirectories(half.resolve("training/step-900")).resolve("config.json"), "{}");
        Stopping on = reason(half, Method.RL, -1);
        assertThat(on.steps.getFirst()).isEqualTo(4);
        assertSameRun(half, whole(Method.RL));
    }

    @Test
    void thoughtsOfWhichAKillLeftSomeLinesAreCompleted() throws IOException {
        Path torn = folder.resolve("thoughts-torn");
        reason(torn, Method.RL, 4);
        Path file = torn.resolve("thoughts.jsonl");
        String written = Files.readString(file);
        // the measurement after three steps: some lines whole, half of another
        Files.writeString(file, written.substring(0, written.length() - written.length() / 5));
        List<Thoughts.Thought> sound = new Thoughts(torn).all();
        assertThat(sound).isNotEmpty().hasSizeLessThan((int) written.lines().count());
        Path state = torn.resolve("training");
        // the state is that of before the measurement
        Files.move(state.resolve("step-3"), torn.resolve("aside"));
        reason(torn, Method.RL, -1);
        assertSameRun(torn, whole(Method.RL));
    }

    @Test
    void teachingGoesOnFromItsStateAndEndsWithTheSameBits() throws IOException {
        Path whole = folder.resolve("taught-whole");
        Path stopped = folder.resolve("taught-stopped");
        TaskTraining.run(teaching(whole, STEPS), new Stopping(-1));
        teach(stopped, 4);
        assertThat(teach(stopped, 9).steps).startsWith(4L);
        flip(stopped.resolve("training/step-8/model.safetensors"));
        Stopping last = teach(stopped, -1);
        assertThat(last.steps).startsWith(8L).endsWith((long) STEPS);
        assertThat(last.lines).anyMatch(line -> line.endsWith("going on from the state saved before it"));
        assertThat(stopped.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    @Test
    void aStartThatHasChangedIsNoLongerTheSameRequest() throws IOException {
        Path changing = folder.resolve("changing");
        TaskTraining.run(teaching(changing, 60), new Stopping(-1));
        ReasoningRequest asked = request(folder.resolve("of-changing"), Method.RL);
        ReasoningRequest request = new ReasoningRequest(
                changing,
                asked.tasks(),
                asked.levels(),
                asked.examined(),
                asked.method(),
                asked.settings(),
                3e8,
                0,
                3,
                1,
                asked.out(),
                "java",
                2);
        ReinforcementLearning.run(request, new Stopping(-1));
        ReinforcementLearning.run(request, new Stopping(-1));
        Path other = folder.resolve("other-start");
        TaskTraining.run(teaching(other, 61), new Stopping(-1));
        for (String file : List.of("model.safetensors", "checksums.jsonl")) {
            Files.copy(other.resolve(file), changing.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThatThrownBy(() -> ReinforcementLearning.run(request, new Stopping(-1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("was made with another model in --from (");
    }

    @Test
    void theBestModelCanBeTaughtFurther() {
        Path run = whole(Method.RL);
        assertThat(TaughtFolder.teaching(run.resolve("best"))).isEqualTo(TaughtFolder.teaching(start));
        assertThat(run.resolve("best/optimizer.safetensors")).doesNotExist();
    }
}
