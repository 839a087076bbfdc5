package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.study.Outcome;
import dev.blueline.study.Rates;
import dev.blueline.study.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ladder whose upper rungs have more tokens than the text, with models so small that it takes seconds. */
class RepeatedLadderTest {
    private static final Optional<Rates> RATES =
            Optional.of(new Rates(2, 100e9, List.of(new Rates.Speed(16, 0.5e9), new Rates.Speed(48, 1e9)), 1));

    @TempDir
    Path folder;

    private final Heard heard = new Heard();

    @Test
    void rungsPastTheTextReadItAgainAndPlanAndReportSaySo() throws IOException {
        Path study = folder.resolve("tiny.toml");
        Files.writeString(
                study,
                Files.readString(Path.of("src/test/resources/tiny.toml"))
                        .replace("most_tokens_per_parameter", "most_epochs = 4.0\nmost_tokens_per_parameter"));
        Path text = Files.createDirectory(folder.resolve("text"));
        for (int i = 0; i < 16; i++) {
            Files.writeString(text.resolve("words-" + i + ".txt"), words(i));
        }
        Outcome outcome = Blueline.run(
                new RunRequest(
                        study, 3000, folder.resolve("out"), List.of(text.toString()), "java", 1, 2, "the command"),
                heard,
                RATES);
        assertThat(outcome.reading().way()).isIn(Reading.Way.FITTED, Reading.Way.PUBLISHED);
        assertThat(outcome.plan().top().tokens().getFirst() / outcome.reading().text())
                .isBetween(1.1, 4.0);
        assertThat(outcome.forecast().point().tokens())
                .isLessThan(outcome.plan().top().tokens().getFirst());
        assertThat(heard.warned).anySatisfy(line -> assertThat(line).contains("some rungs read it again: "));
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("some rungs read it again: ", "read it again, up to 4 times");
    }

    private static String words(int file) {
        Random random = new Random(file);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            long word = Math.round(Math.abs(random.nextGaussian()) * 150);
            text.append(Long.toString(1_000 + 7919 * word, 36)).append(i % 12 == 11 ? ".\n" : " ");
        }
        return text.toString();
    }
}
