package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.RunRequest;
import dev.blueline.ledger.Run;
import dev.blueline.study.Plan;
import dev.blueline.study.Progress;
import dev.blueline.study.Rates;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.study.Trunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StatusCommandTest {
    private static final Rung RUNG = new Rung(Size.of("64x2"), 4_000_000, 1000, Run.Role.LADDER, 1, 0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private RunRequest request(Path out) {
        return new RunRequest(Path.of("x.toml"), 600, out, List.of(), "java", 1, 2, "./blueline run x.toml");
    }

    static Plan plan() {
        return plan(1);
    }

    static Plan plan(int runs) {
        Plan.PlannedRun run = new Plan.PlannedRun("64x2/4M", Run.Role.LADDER, 1000, 100, 4_000_000, 1e12, 60);
        return new Plan(
                600,
                500,
                8,
                20,
                1e12,
                new Rates(2, 1e11, List.of(new Rates.Speed(64, 6e10)), 2),
                List.of(),
                new Trunk(Size.of("96x2"), 1, Run.Role.HELD_OUT, 1, 0, List.of(8_000_000L)),
                Collections.nCopies(runs, run));
    }

    private ObjectNode read() {
        return (ObjectNode)
                JsonMapper.shared().readTree(folder.resolve("status.json").toFile());
    }

    /** The file of a study that is under way in this process. */
    private ObjectNode running() throws InterruptedException {
        try (StatusFile file = new StatusFile(request(folder))) {
            file.says("Reading");
            assertThat(folder.resolve("status.json")).doesNotExist();
            file.planned(plan(), 1e12);
            file.advanced(new Progress.Advance(RUNG, 812, 1953, 2e11, 2048, 3.25));
            for (int tries = 0; tries < 300; tries++) {
                if (Files.exists(folder.resolve("status.json"))
                        && !read().path("training").isEmpty()) {
                    return read();
                }
                Thread.sleep(20);
            }
        }
        throw new AssertionError("no status.json in six seconds");
    }

    @Test
    void aRunningStudyTellsItsRungsStepsAndShare() throws InterruptedException {
        ObjectNode status = running();
        assertThat(status.path("state").asString("")).isEqualTo("running");
        assertThat(status.path("pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(status.path("share").asDouble()).isEqualTo(0.2);
        assertThat(status.path("flops_left").asDouble()).isEqualTo(8e11);
        assertThat(status.path("training").path(0).path("step").asLong()).isEqualTo(812);
        assertThat(status.path("training").path(0).path("steps").asLong()).isEqualTo(1953);
        assertThat(status.path("training").path(0).path("loss").asDouble()).isEqualTo(3.25);
        CommandRun told = CommandRun.of("status", folder.toString());
        assertThat(told.output())
                .startsWith(folder + ": running, Training the ladder")
                .contains("64x2/4M", "step 812 of 1953", "20% of the training done")
                .contains("process " + ProcessHandle.current().pid() + ", last sign ");
        assertThat(CommandRun.of("status", folder.toString(), "--json")
                        .json()
                        .path("alive")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aStudyThatGoesOnCountsTheRunsOfEarlierStarts() {
        try (StatusFile file = new StatusFile(request(folder))) {
            file.found(34, 35);
            file.planned(plan(35), 1e12);
            file.advanced(new Progress.Advance(RUNG, 812, 1953, 6.9e11, 2048, 3.25));
            file.failed("the disk is full");
        }
        assertThat(CommandRun.of("status", folder.toString()).output())
                .contains("69% of the training that this start had left done; 34 of 35 runs finished");
    }

    @Test
    void aStudyWhoseProcessIsGoneIsSaidToBeBrokenOff() throws Exception {
        ObjectNode status = running();
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ended.waitFor();
        status.put("pid", ended.pid());
        Files.writeString(folder.resolve("status.json"), status.toString());
        assertThat(CommandRun.of("status", folder.toString()).output())
                .startsWith(folder + ": broken off")
                .contains("process " + ended.pid() + " is gone")
                .contains("go on with: ./blueline run x.toml");

        // the number has gone to another process: this one, which began later
        status.put("pid", ProcessHandle.current().pid());
        status.put("process_started_at", "2001-01-01T00:00:00Z");
        Files.writeString(folder.resolve("status.json"), status.toString());
        assertThat(CommandRun.of("status", folder.toString()).output()).startsWith(folder + ": broken off");
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNotStopAStudy() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (StatusFile status = new StatusFile(request(file))) {
            status.planned(plan(), 1e12);
            status.advanced(new Progress.Advance(RUNG, 1, 2, 1, 1, 1));
            status.failed("a cause");
        }
        assertThat(Files.readString(file)).isEqualTo("no folder");
    }

    @Test
    void whatIsNoStatusIsRefusedInOneLine() throws IOException {
        assertThat(CommandRun.of("status", folder.toString()).code()).isEqualTo(2);
        for (String content : List.of("", "{", "[1]", "null")) {
            Files.writeString(folder.resolve("status.json"), content);
            CommandRun refused = CommandRun.of("status", folder.toString());
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.error().lines()).singleElement().asString().contains("status.json");
        }
        // of another version: what it does not know it leaves out
        Files.writeString(folder.resolve("status.json"), "{\"state\":\"running\"}");
        assertThat(CommandRun.of("status", folder.toString()).output()).startsWith(folder + ": broken off");
    }
}
