package dev.blueline.study;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.blueline.engine.Optimizer;
import dev.blueline.ledger.BadInput;
import dev.blueline.training.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyFileTest {
    private static final Path FIRST_LOOK = Path.of("..", "studies", "first-look.toml");

    @TempDir
    Path folder;

    @Test
    void theDefaultStudyHasAtLeastSevenSizesFromWidth32AndThreeSeedsAtTheSmallest() {
        Study study = StudyFile.read(FIRST_LOOK);
        assertThat(study.ladder().sizes()).hasSizeGreaterThanOrEqualTo(7);
        assertThat(study.ladder().sizes().getFirst()).isEqualTo(new Size(32, 2));
        assertThat(study.ladder().tokens().getFirst()).isEqualTo(1_000_000L);
        for (int size = 0; size < 3; size++) {
            assertThat(study.ladder().seedsAt(size)).isEqualTo(3);
        }
    }

    @Test
    void aStudyMayNameColumnsOfItsTablesAndIsTheSameAsBeforeWithoutThem() throws IOException {
        Path file = folder.resolve("study.toml");
        Files.writeString(
                file, Files.readString(FIRST_LOOK).replace("paths = []", "paths = []\ntext_columns = [\"body\"]"));
        assertThat(StudyFile.read(file).corpus().textColumns()).containsExactly("body");
        assertThat(StudyFile.read(FIRST_LOOK).corpus()).hasToString("Corpus[paths=[], measuredMegabytes=1.05]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vocabulary = 1024 | vocabularry = 1024 | vocabularry | did you mean \"vocabulary\"",
                "vocabulary = 1024 | vocabulary = \"many\" | tokenizer.vocabulary | \"many\" is not a number",
                "vocabulary = 1024 | vocabulary = 12 | tokenizer.vocabulary | 320 to 1048576",
                "context = 256 | context = 255 | head_width | x",
                "cooldown = 0.2 | cooldown = 1.5 | training.cooldown | below 1",
                "clip = 1.0 | optimizer = \"sgd\"\\nclip = 1.0 | training.optimizer | give adamw or muon",
                "clip = 1.0 | optimizer = \"muon\"\\nclip = 1.0 | training.muon_rate | above 0",
                "clip = 1.0 | muon_rate = -1.0\\nclip = 1.0 | training.muon_rate | 0 or more",
                "clip = 1.0 | muon_rate = 99.0\\nclip = 1.0 | training.muon_rate | at most 10",
                "clip = 1.0 | muon_rat = 0.1\\nclip = 1.0 | muon_rat | did you mean \"muon_rate\"",
                "clip = 1.0 | # clip | training.clip | is missing",
                "\"64x2\", \"96x2\" | \"64x2\", \"96\" | ladder.sizes | WIDTHxLAYERS",
                "name = \"first-look\" | name = \"First look\" | name | lower-case",
                "name = \"first-look\" | name = | TOML | x",
                "items = 15 # asked at each level | items = 5\\nnames = [\"gramar\"] | skills.names | \"gramar\"; did you mean \"grammar\"?",
                "items = 15 # asked at each level | items = 5\\nnames = [\"spatial\", \"spatial\"] | skills.names | each skill once",
                "items = 15 # asked at each level | items = 5\\nnames = \"grammar\" | skills.names | takes a list",
                "items = 15 # asked at each level | items = 2.5 | skills.items | 2.5 is not a whole number"
            })
    void aWrongKeyIsOneLineThatNamesIt(String from, String to, String names, String says) throws IOException {
        Path file = folder.resolve("study.toml");
        String text = Files.readString(FIRST_LOOK);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to.replace("\\n", "\n")));
        assertThatThrownBy(() -> StudyFile.read(file))
                .isInstanceOf(BadInput.class)
                .extracting(Throwable::getMessage, as(STRING))
                .contains("study.toml", says.equals("x") ? "" : names, says.equals("x") ? "" : says)
                .satisfies(message -> assertThat(message.lines()).hasSize(1));
    }

    @Test
    void aStudyTakesMuonByTwoKeysAndAdamWWithoutThem() throws IOException {
        Path file = folder.resolve("study.toml");
        Files.writeString(
                file,
                Files.readString(FIRST_LOOK)
                        .replace("clip = 1.0", "optimizer = \"muon\"\nmuon_rate = 0.25\nclip = 1.0"));
        Recipe muon = StudyFile.read(file).training();
        assertThat(muon.update(64, 1).optimizer()).isEqualTo(Optimizer.MUON);
        assertThat(muon.update(64, 1).muonRate()).isEqualTo(0.25 / 8);
        assertThat(muon.withoutRetries().update(64, 1)).isEqualTo(muon.update(64, 1));
        Recipe plain = StudyFile.read(FIRST_LOOK).training();
        assertThat(plain.update(64, 1).optimizer()).isEqualTo(Optimizer.ADAMW);
        assertThat(muon.toString()).as("part of a run's identity").isNotEqualTo(plain.toString());
    }

    @Test
    void anUnknownStudyIsBadInput() {
        assertThatThrownBy(() -> StudyFile.read(folder.resolve("none.toml")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("none.toml");
    }

    @Test
    void editDistanceCountsInsertionsDeletionsAndSubstitutions() {
        assertThat(StudyFile.editDistance("kitten", "sitting")).isEqualTo(3);
        assertThat(StudyFile.editDistance("", "abc")).isEqualTo(3);
    }
}
