package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Studies of reasoning, as {@code run} carries them out. */
class ReasonStudyTest {
    @TempDir
    Path folder;

    @Test
    void aStudyOfTrialsLogsAsJson() throws IOException {
        List<JsonNode> events = logged("""
                name = "small"
                question = "Does a very small model get better?"
                seeds = 1
                [model]
                size = "32x1"
                [teaching]
                tasks = ["arithmetic"]
                levels = [1]
                styles = ["direct"]
                steps = 4
                rate = 1
                [improvement]
                tasks = ["arithmetic"]
                levels = [1]
                examine = [1]
                methods = ["rl", "supervised"]
                flops = 1e8
                [policy]
                prompts = 8
                group = 8
                tokens = 8
                rate = 0.05
                kl = 0.0
                updates = 2
                """);
        assertThat(events).extracting(event -> event.path("event").asString()).contains("stage");
    }

    @Test
    void aStudyOfThoughtLogsAsJson() throws IOException {
        List<JsonNode> events = logged("""
                name = "small"
                question = "Does it help?"
                [thought]
                styles = ["direct", "summary"]
                sizes = ["32x1"]
                flops = [2e8, 4e8]
                rows = 64
                rate = 1.0
                seeds = 1
                problems = 8
                [[thought.tasks]]
                name = "arithmetic"
                levels = [1]
                examined = [1]
                """);
        assertThat(events)
                .extracting(event -> event.path("text").asString(""))
                .filteredOn(text -> text.contains("right by level"))
                .hasSize(4);
    }

    /** What standard error holds, all of which must be JSON. */
    private List<JsonNode> logged(String study) throws IOException {
        Path file = Files.writeString(folder.resolve("small.toml"), study);
        CommandRun run = CommandRun.of(
                "run",
                file.toString(),
                "--budget",
                "20s",
                "--threads",
                "2",
                "--out",
                folder.resolve("out").toString(),
                "--log-format",
                "json");
        assertThat(run.code()).as(run.error()).isZero();
        List<JsonNode> events = run.error()
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(events)
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.path("elapsed_seconds").asDouble(-1)).isNotNegative());
        return events;
    }
}
