package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A user who stops a command. */
@DisabledOnOs(OS.WINDOWS)
class InterruptTest {
    private static final Map<String, Integer> CODES = Map.of("INT", 130, "TERM", 143);

    @TempDir
    Path folder;

    @Test
    void aStudyStoppedBeforeItsPlanKeepsNothingButItsText() throws Exception {
        Path out = folder.resolve("runs/out");
        String said = stopped("TERM", () -> errors().contains("Measuring this machine"), run(out));
        assertThat(said)
                .contains("The text read so far is kept in " + out.resolve("corpus"))
                .contains("Go on with: ./blueline run ");
        assertThat(out.toFile().list()).containsOnly("corpus", ".lock");
    }

    @Test
    void aStudyStoppedInTrainingTellsWhatIsSavedAndGoesOnByTheCommandItNames() throws Exception {
        Path out = folder.resolve("my runs");
        String[] command = run(out);
        String said = stopped(interrupt(), () -> Files.exists(out.resolve("ledger.jsonl")), command);
        assertThat(said)
                .containsPattern("Stopped\\. (All )?\\d+ (of \\d+ )?runs are finished and saved in " + out)
                .contains("Go on with: ./blueline run '" + command[1] + "'")
                .contains("--out '" + out + "'");
        assertThat(Files.readString(out.resolve("ledger.jsonl")).lines()).isNotEmpty();
    }

    @Test
    void aCalibrationStoppedEndsWithoutATrace() throws Exception {
        stopped(
                interrupt(),
                () -> Files.exists(folder.resolve("errors")) && alive(3),
                "verdict",
                "--calibrate",
                "--draws",
                "3000");
    }

    private static boolean alive(int seconds) {
        try {
            Thread.sleep(1000L * seconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private String[] run(Path out) throws IOException {
        Path study = Files.createDirectory(folder.resolve("a study")).resolve("killed.toml");
        Files.copy(Path.of("src", "test", "resources", "killed.toml"), study);
        return new String[] {
            "run",
            study.toString(),
            "--budget",
            "50m",
            "--corpus",
            Path.of("..", "laws", "src", "main", "java").toString(),
            "--out",
            out.toString()
        };
    }

    private String stopped(String signal, BooleanSupplier when, String... arguments) throws Exception {
        Process child = ChildJvm.start(Main.class, folder.resolve("output"), folder.resolve("errors"), arguments);
        while (child.isAlive() && !when.getAsBoolean()) {
            Thread.sleep(5);
        }
        assertThat(child.isAlive()).as(errors()).isTrue();
        new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                .start()
                .waitFor();
        boolean ended = child.waitFor(60, TimeUnit.SECONDS);
        child.destroyForcibly();
        assertThat(ended).as("it ends").isTrue();
        assertThat(child.exitValue()).isEqualTo(CODES.get(signal));
        assertThat(errors()).doesNotContain("\tat ", "Exception");
        return errors();
    }

    /** Ctrl-C's signal; of a process in a shell's background the shell has it ignored, and its children too. */
    private static String interrupt() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        return ignored ? "TERM" : "INT";
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException none) {
            return "";
        }
    }
}
