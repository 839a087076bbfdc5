package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link KillStudy}; the full form has its command in docs/reliability.md. */
class KillTest {
    private static final int KILLS = 7;

    @TempDir
    Path folder;

    @Test
    void aStudyKilledAtAnyInstantEndsBitIdenticalToOneThatWasNot() throws IOException, InterruptedException {
        KillStudy torture = new KillStudy(
                folder,
                Path.of("src", "test", "resources", "killed.toml"),
                Path.of("..", "laws", "src", "main", "java"),
                7);
        torture.run(KILLS);
        assertThat(torture.kills()).isEqualTo(KILLS);
        System.out.print(torture.report());
    }
}
