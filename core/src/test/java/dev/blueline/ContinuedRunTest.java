package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ledger.Ledger;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.study.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of continued training with models so small that it takes seconds. */
class ContinuedRunTest {
    private static final Optional<Rates> RATES =
            Optional.of(new Rates(2, 100e9, List.of(new Rates.Speed(16, 0.5e9), new Rates.Speed(48, 1e9)), 1));

    @TempDir
    Path folder;

    private final Heard heard = new Heard();

    @Test
    void basesAreTrainedThenContinuedThenTheLargestIsForecastAndALostBaseIsMadeAgain() throws IOException {
        Path out = folder.resolve("out");
        AblationOutcome outcome = run(out);
        // two sizes, two seeds: a base and two lengths from scratch each; the smaller goes on at three shares, one seed
        // of it at two lengths
        assertThat(outcome.results().where(run -> true)).hasSize(4 + 8 + 9 + 6);
        assertThat(outcome.forecasts()).hasSize(3);
        assertThat(outcome.forecasts().values()).allMatch(Optional::isPresent);
        assertThat(outcome.findings().getFirst()).startsWith("Going on with laws for 8.2k tokens");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("replay")
                .contains("scratch");

        Ledger.Entry last = outcome.results().of("replay-0.2").getLast();
        Ledger.Entry base = outcome.results()
                .where(run -> run.arm().equals("base")
                        && run.width() == last.run().width()
                        && run.seed() == last.run().seed())
                .getFirst();
        Path model = Pretraining.folderOf(out, base.run()).resolve("model.safetensors");
        Files.write(model, new byte[] {1}, StandardOpenOption.WRITE);
        for (String file : List.of("ledger.jsonl", ".copies/ledger.jsonl")) {
            Path lines = out.resolve(file);
            Files.write(
                    lines,
                    Files.readAllLines(lines).stream()
                            .filter(line -> !line.contains("\"" + last.run().id() + "\""))
                            .toList());
        }
        AblationOutcome again = run(out);
        assertThat(heard.said).anyMatch(line -> line.contains("holds no sound model"));
        assertThat(again.results().of("replay-0.2").getLast().measurements()).isEqualTo(last.measurements());
        assertThat(again.findings()).isEqualTo(outcome.findings());
    }

    private AblationOutcome run(Path out) {
        RunRequest request = new RunRequest(
                Path.of("src/test/resources/tiny-continued.toml"),
                3000,
                out,
                List.of("docs=../docs", "laws=../laws/src/main/java/dev/blueline"),
                "java",
                1,
                2,
                "the command");
        return Blueline.compare(request, heard, RATES);
    }
}
