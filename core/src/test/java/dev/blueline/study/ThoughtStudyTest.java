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

class ThoughtStudyTest {
    private static final Path FILE = Path.of(System.getProperty("blueline.home", ".."), "studies", "thought.toml");

    @TempDir
    private Path folder;

    @Test
    void theStudyThatComesWithTheProgramIsRead() {
        ThoughtStudy study = StudyFile.readThought(FILE);
        assertThat(study.thought().styles()).containsExactly(Style.DIRECT, Style.SUMMARY, Style.MONOLOGUE);
        assertThat(study.thought().tasks().getFirst().name()).isEqualTo("arithmetic");
        assertThat(StudyFile.hasTable(FILE, "thought")).isTrue();
        assertThat(StudyFile.isData(FILE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ^styles = .*$ | styles = ["direct"] | key "thought.styles" must be two or more different styles
                    ^styles = .*$ | styles = ["direct", "direct"] | key "thought.styles" must be two or more different styles
                    ^styles = .*$ | styles = ["direct", "loud"] | key "thought.styles[1]"
                    ^sizes = .*$ | sizes = ["48x2"] | key "thought.sizes" must be widths in multiples
                    ^flops = .*$ | flops = [2e12, 1e12] | key "thought.flops" must be rising numbers from 1e7 on
                    ^flops = .*$ | flops = [1e3] | key "thought.flops" must be rising numbers from 1e7 on
                    ^rows = .*$ | rows = 0 | key "thought.rows" must be 1 to 4096
                    ^rate = .*$ | rate = 0.0 | key "thought.rate" must be a number above 0, at most 100
                    ^seeds = .*$ | seeds = 0 | key "thought.seeds" must be 1 to 100
                    ^seeds = .*$ | seed = 1 | unknown key "thought.seed"; did you mean "seeds"?
                    ^problems = .*$ | problems = 7 | key "thought.problems" must be 8 to 10000
                    ^levels = .*$ | levels = [] | key "thought.tasks" must be tasks whose levels and examined are rising
                    ^examined = .*$ | examined = [3, 2] | key "thought.tasks" must be tasks whose levels and examined are rising
                    ^examined = .*$ | # none | is missing
                    """)
    void whatCannotBeUsedIsNamed(String line, String instead, String says) throws IOException {
        Path file = folder.resolve("study.toml");
        Files.writeString(file, Files.readString(FILE).replaceFirst("(?m)" + line, instead));
        assertThatThrownBy(() -> StudyFile.readThought(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(says);
    }
}
