package dev.blueline.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasoningStudyFileTest {
    private static final Path STUDIES = Path.of(System.getProperty("blueline.home", ".."), "studies");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "countdown", "sudoku", "word-problems"})
    void theStudiesThatComeWithTheProgramCanBeReadAndHaveThreeSeedsAndControls(String name) {
        Path file = STUDIES.resolve(name + ".toml");
        assertThat(StudyFile.isReasoning(file)).isTrue();
        assertThat(StudyFile.isData(file)).isFalse();
        ReasoningStudy study = StudyFile.readReasoning(file);
        assertThat(study.name()).isEqualTo(name);
        assertThat(study.seeds()).isEqualTo(3);
        assertThat(study.improvement().methods()).containsExactly("rl", "expert-iteration", "supervised");
    }

    @Test
    void everyKeyIsReadAsItStands() {
        ReasoningStudy study = StudyFile.readReasoning(STUDIES.resolve("arithmetic.toml"));
        assertThat(study.model().size()).isEqualTo(new Size(64, 4));
        assertThat(study.teaching().levels()).containsExactly(2, 3, 4, 5, 6, 7, 8);
        assertThat(study.teaching().styles())
                .containsExactly(Style.DIRECT, Style.DIRECT, Style.DIRECT, Style.SUMMARY, Style.SUMMARY);
        assertThat(study.improvement().levels()).containsExactly(4, 5, 6);
        assertThat(study.improvement().flops()).isEqualTo(1.6e12);
        assertThat(study.policy()).isEqualTo(new ReasoningStudy.Policy(32, 16, 64, 0.1, 0, 2));
    }

    @Test
    void studiesOfTextAreOfAnotherKind() {
        assertThat(StudyFile.isReasoning(STUDIES.resolve("first-look.toml"))).isFalse();
        assertThat(StudyFile.isReasoning(STUDIES.resolve("repetition.toml"))).isFalse();
        assertThat(StudyFile.isReasoning(folder.resolve("none.toml"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts = 32 | promts = 32 | policy.promts | did you mean \"prompts\"",
                "kl = 0.0 | # none | policy.kl | is missing",
                "kl = 0.0 | kl = -1.0 | policy.kl | 0 or more",
                "group = 16 | group = 1 | policy.group | 2 or more",
                "seeds = 3 | seeds = 0 | seeds | 1 to 100",
                "seeds = 3 | seeds = 2.5 | seeds | 2.5 is not a whole number",
                "\"64x4\" | \"48x2\" | model.size | multiples of 32",
                "styles = [\"direct\", \"direct\", \"direct\", \"summary\", \"summary\"] | styles = [\"loud\"] | teaching.styles | give direct or summary",
                "styles = [\"direct\", \"direct\", \"direct\", \"summary\", \"summary\"] | styles = [] | teaching.styles | at least one",
                "levels = [4, 5, 6] | levels = [4, 4] | improvement.levels | different levels",
                "examine = [2, 4, 6, 7, 8] | examine = 7 | improvement.examine | takes a list",
                "[\"rl\", \"expert-iteration\", \"supervised\"] | [\"supervised\"] | improvement.methods | \"rl\" among them",
                "flops = 1.6e12 | flops = 0 | improvement.flops | 1e6 or more",
                "steps = 3000 | steps = 0 | teaching.steps | 1 or more"
            })
    void whatIsWrongIsNamedByItsKey(String line, String instead, String key, String says) throws IOException {
        String text = Files.readString(STUDIES.resolve("arithmetic.toml"));
        assertThat(text).contains(line);
        Path file = folder.resolve("study.toml");
        Files.writeString(file, text.replace(line, instead));
        assertThatThrownBy(() -> StudyFile.readReasoning(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"" + key)
                .hasMessageContaining(says);
    }
}
