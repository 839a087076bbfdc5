package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blueline.SmallStudy.At;
import dev.blueline.SmallStudy.Results;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a study when its disk is full, is made read-only, or goes away. */
class DiskTest {
    @TempDir
    Path folder;

    private final List<Path> mounted = new ArrayList<>();

    @AfterEach
    void unmount() throws Exception {
        for (Path place : mounted) {
            command("umount", place.toString());
        }
    }

    @Test
    void aStudySurvivesAFullAndAReadOnlyDiskAndAFolderThatWentAway() throws Exception {
        SmallStudy study = new SmallStudy(folder);
        Path whole = folder.resolve("whole");
        study.run(whole);
        Results expected = Results.of(whole);

        Path gone = folder.resolve("gone");
        Path elsewhere = folder.resolve("elsewhere");
        Throwable vanished = catchThrowable(() -> study.run(gone, At.FOUR_RUNS, () -> move(gone, elsewhere)));
        isOneLine(vanished, "its folder is gone", gone);
        assertThat(gone).as("not made anew").doesNotExist();
        move(elsewhere, gone);
        study.run(gone);
        assertThat(Results.of(gone)).isEqualTo(expected);

        Path disk = disk("200m");
        Path out = disk.resolve("out");
        Throwable full = catchThrowable(() -> study.run(out, At.FOUR_RUNS, () -> fill(disk)));
        isOneLine(full, "no space left (", out);
        assertThat(full).hasMessageContaining("MB free").hasMessageContaining("make room");
        List<String> kept = Files.readAllLines(out.resolve("ledger.jsonl"));
        isOneLine(catchThrowable(() -> study.run(out)), "no space left (", out);
        Files.delete(disk.resolve("filler"));
        study.run(out);
        assertThat(Results.of(out)).isEqualTo(expected);
        assertThat(Files.readAllLines(out.resolve("ledger.jsonl"))).startsWith(kept.toArray(String[]::new));

        Path second = folder.resolve("second");
        boolean[] locked = {false};
        Throwable readOnly = catchThrowable(() ->
                study.run(second, At.HELD_OUT, () -> locked[0] = command("chattr", "-R", "+i", second.toString())));
        assumeTrue(locked[0], "no way to make a folder read-only for root here: not tested");
        Throwable refused = catchThrowable(() -> study.run(second));
        command("chattr", "-R", "-i", second.toString());
        isOneLine(readOnly, "may not be written", second);
        assertThat(refused).isInstanceOf(BadInput.class).hasMessageContaining("cannot be written");
        study.run(second);
        assertThat(Results.of(second)).isEqualTo(expected);
    }

    private static void isOneLine(Throwable failure, String says, Path where) {
        assertThat(failure)
                .isInstanceOf(WriteFailure.class)
                .hasMessageContaining(says)
                .hasMessageContaining(where.toString())
                .hasMessageContaining("the same command again")
                .message()
                .doesNotContain("\n");
    }

    private Path disk(String size) throws IOException {
        Path place = Files.createDirectory(folder.resolve("disk"));
        boolean mounts = command("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place.toString());
        assumeTrue(mounts, "no right to mount a small disk here: full and read-only disks are not tested");
        mounted.add(place);
        return place;
    }

    private static boolean command(String... words) {
        try {
            return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
        } catch (IOException | InterruptedException unable) {
            return false;
        }
    }

    private static void fill(Path disk) {
        try (FileChannel filler =
                FileChannel.open(disk.resolve("filler"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (true) {
                filler.write(ByteBuffer.allocate(1 << 12));
            }
        } catch (IOException full) {
            // as wished
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
