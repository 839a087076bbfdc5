package dev.blueline.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.Blueline;
import dev.blueline.RunListener;
import dev.blueline.RunRequest;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Outcome;
import dev.blueline.study.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainer, study and report know only {@code Learner}: the whole story again, on libtorch. */
class TorchStudyTest {
    private static final Path CORE = Path.of("..", "core", "src");

    @TempDir
    Path folder;

    @Test
    void aStudyRunsOnLibtorchFromTextToReportAndItsFolderTakesNoOtherLearner() {
        Outcome outcome = Blueline.run(request("torch"), new Silent());
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(outcome.entries())
                .allSatisfy(
                        entry -> assertThat(entry.run().provenance().learner()).isEqualTo("torch"));
        assertThatThrownBy(() -> Blueline.run(request("java"), new Silent()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--learner torch, not java");
    }

    private RunRequest request(String learner) {
        Path study = CORE.resolve(Path.of("test", "resources", "tiny.toml"));
        String text = CORE.resolve(Path.of("main", "java")).toString();
        return new RunRequest(study, 300, folder, List.of(text), learner, 1, 2, "");
    }

    private static final class Silent implements RunListener {
        @Override
        public void says(String line) {}

        @Override
        public void planned(Plan plan, double flops) {}

        @Override
        public void registered(Forecast forecast) {}

        @Override
        public void finished(Run run) {}

        @Override
        public void advanced(Advance advance) {}
    }
}
