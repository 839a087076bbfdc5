package dev.blueline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSealsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path runs;

    private Path model(String run) throws IOException {
        return Files.createDirectories(runs.resolve(run)).resolve("model");
    }

    @Test
    void aFileThatCameFromAnotherFolderWithItsChecksumsIsNoticed() throws IOException {
        FolderSeals around = new FolderSeals(runs);
        for (String run : new String[] {"a", "b"}) {
            SealedFiles.write(model(run), "model of " + run);
            around.note(List.of(model(run)));
        }
        assertThat(around.agrees(model("a"))).isTrue();
        Files.write(model("a"), Files.readAllBytes(model("b")));
        Files.write(runs.resolve("a/checksums.jsonl"), Files.readAllBytes(runs.resolve("b/checksums.jsonl")));
        assertThat(SealedFiles.isSound(model("a"))).isTrue();
        assertThat(around.agrees(model("a"))).isFalse();
        assertThatThrownBy(() -> FolderSeals.around(runs.resolve("a")).verify(model("a")))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining(model("a").toString());
        Files.delete(model("b"));
        assertThat(around.agrees(model("b"))).isFalse();
    }

    @Test
    void aFileNeverNotedIsTakenAsItIs() throws IOException {
        Files.writeString(model("c"), "a user's");
        assertThat(new FolderSeals(runs).knows(model("c"))).isFalse();
        assertThat(new FolderSeals(runs).agrees(model("c"))).isTrue();
    }
}
