package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyBehaviourTest {
    @TempDir
    Path folder;

    private static Ledger.Entry entry(Run.Role role, int width, double millions, long seed) {
        return new Ledger.Entry(
                SampleReports.run(role, width, 2, millions, seed, 1, "").run(), List.of());
    }

    @Test
    void oneRunOfEachSizeIsLookedAtTheOneWithTheMostCompute() {
        List<Ledger.Entry> largest = LargestRuns.of(List.of(
                entry(Run.Role.LADDER, 64, 1, 2),
                entry(Run.Role.LADDER, 64, 1, 1),
                entry(Run.Role.LADDER, 32, 1, 1),
                entry(Run.Role.CONTRAST, 32, 9, 1),
                entry(Run.Role.RATE_CHECK, 96, 1, 1),
                entry(Run.Role.HELD_OUT, 32, 4, 1)));
        assertThat(largest.stream()
                        .map(entry -> entry.run().rung() + " " + entry.run().seed()))
                .containsExactly("32x2/4M 1", "64x2/1M 1");
    }

    @Test
    void aModelWithDamagedFilesIsPassedOver() throws IOException {
        List<Ledger.Entry> entries = List.of(entry(Run.Role.LADDER, 32, 1, 1), entry(Run.Role.LADDER, 64, 1, 1));
        Tokenizer tokenizer = BytePairTrainer.train(List.of("a small text about the kitchen ".repeat(30)), 300);
        ModelShape shape =
                new ModelShape(tokenizer.vocabularySize(), 256, 1, 16, 1, 1, 16, 32, true, false, 10_000, 1e-5);
        for (Ledger.Entry entry : entries) {
            Path run = Files.createDirectories(Pretraining.folderOf(folder, entry.run()));
            try (Learner learner = new JavaLearner(shape, 1, 1)) {
                learner.save(run);
            }
            tokenizer.save(run.resolve("tokenizer.json"));
        }
        Path weights = Pretraining.folderOf(folder, entries.getFirst().run()).resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));
        List<MeasuredModel> models = StudyBehaviour.of(entries, folder, 1);
        assertThat(models.stream().map(MeasuredModel::size)).containsExactly("64x2");
        assertThat(models.getFirst().lecture()).hasSize(6);
        assertThat(models.getFirst().behaviour().score().value()).isBetween(0.0, 1.0);
    }
}
