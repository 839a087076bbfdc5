package dev.blueline.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ChildJvm;
import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One output folder, several processes and threads. */
class FolderLockTest {
    private static final int SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void theSecondProcessHearsWhichOneHasTheFolderAndACrashLeavesNothingInTheWay() throws Exception {
        Path out = folder.resolve("out");
        Process first = holder(out, "first");
        awaitFile(folder.resolve("first"));
        assertThatThrownBy(() -> OutputFolder.of(out))
                .isInstanceOf(BadInput.class)
                .hasMessageMatching(
                        ".*in use by process " + first.pid()
                                + ", started \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC; wait for it, stop it, or give another --out");
        first.destroyForcibly().waitFor();
        assertThat(out.resolve(".lock")).exists();
        OutputFolder.of(out).close();
    }

    @Test
    void aThreadThatIsRefusedDoesNotOpenTheFolderToOtherProcesses() throws Exception {
        Path out = folder.resolve("out");
        try (OutputFolder mine = OutputFolder.of(out)) {
            assertThatThrownBy(() -> OutputFolder.of(out))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(
                            "in use by this process, " + ProcessHandle.current().pid());
            Process other = holder(out, "other");
            assertThat(other.waitFor()).isEqualTo(2);
            assertThat(folder.resolve("other.errors"))
                    .content()
                    .contains("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void ofTwoThatStartAtOnceOnANewFolderOneHasIt() throws Exception {
        Path out = folder.resolve("deep/out");
        List<Process> both = List.of(holder(out, "a"), holder(out, "b"));
        Process refused = awaitEnd(both);
        assertThat(refused.exitValue()).isEqualTo(2);
        Process other = both.getFirst() == refused ? both.getLast() : both.getFirst();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly().waitFor();
    }

    private Process holder(Path out, String name) throws IOException {
        return ChildJvm.start(
                FolderHolder.class,
                folder.resolve(name + ".output"),
                folder.resolve(name + ".errors"),
                out.toString(),
                folder.resolve(name).toString());
    }

    private static void awaitFile(Path file) throws InterruptedException {
        for (int i = 0; i < SECONDS * 100 && Files.notExists(file); i++) {
            Thread.sleep(10);
        }
        assertThat(file).exists();
    }

    private static Process awaitEnd(List<Process> processes) throws InterruptedException {
        for (int i = 0; i < SECONDS * 100; i++) {
            for (Process process : processes) {
                if (!process.isAlive()) {
                    return process;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("both have the folder");
    }
}
