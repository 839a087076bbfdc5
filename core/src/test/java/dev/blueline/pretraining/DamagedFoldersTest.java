package dev.blueline.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.Outcomes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFoldersTest {
    @TempDir
    Path folder;

    @Test
    void noDamagedFileOfAStudyIsEverUsedAndMostAreRestored() throws IOException {
        Outcomes outcomes = new Outcomes();
        DamagedFolders folders = new DamagedFolders(folder, 1);
        for (String kind : DamagedFolders.KINDS) {
            folders.run(kind, 15, outcomes);
        }
        assertThat(outcomes.wrong()).isEmpty();
        assertThat(outcomes.cases()).isEqualTo(15 * DamagedFolders.KINDS.size());
    }
}
