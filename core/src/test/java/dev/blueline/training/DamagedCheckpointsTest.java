package dev.blueline.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.Outcomes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCheckpointsTest {
    @TempDir
    Path folder;

    @Test
    void aTrunkWithADamagedCheckpointEndsWithTheSameModels() throws IOException {
        Outcomes outcomes = new Outcomes();
        new DamagedCheckpoints(folder, 1).run(16, outcomes);
        assertThat(outcomes.wrong()).isEmpty();
        assertThat(outcomes.cases()).isGreaterThan(13);
    }
}
