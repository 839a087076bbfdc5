package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ledger.Ledger;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.study.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of vocabularies, with models so small that it takes seconds. */
class VocabularyRunTest {
    private static final Optional<Rates> RATES =
            Optional.of(new Rates(2, 100e9, List.of(new Rates.Speed(16, 0.5e9), new Rates.Speed(48, 1e9)), 1));

    @TempDir
    Path folder;

    private final Heard heard = new Heard();

    @Test
    void armsOfEqualComputeAreComparedAndTheLargestComputeIsForecast() throws IOException {
        AblationOutcome outcome = run();
        List<Ledger.Entry> runs = outcome.results().where(run -> true);
        assertThat(runs).hasSize(4 * 3 * 2);
        for (int layersAndWidth : new int[] {16, 32, 48, 64}) {
            List<Ledger.Entry> equal = runs.stream()
                    .filter(entry -> entry.run().width() == layersAndWidth)
                    .toList();
            double most = equal.stream().mapToDouble(e -> e.run().flops()).max().orElseThrow();
            double least =
                    equal.stream().mapToDouble(e -> e.run().flops()).min().orElseThrow();
            // Whole batches of 256 tokens: half a batch to either side.
            long fewest = equal.stream().mapToLong(e -> e.run().tokens()).min().orElseThrow();
            assertThat(most / least).isLessThan(1 + 1.2 * 256 / fewest);
        }
        assertThat(runs.stream()
                        .filter(entry -> entry.run().width() == 32)
                        .sorted(Comparator.comparing(
                                entry -> entry.run().parameters().matmul()))
                        .map(entry -> entry.measurement(Pretraining.BYTES_PER_TOKEN, Pretraining.ALL)
                                .orElseThrow()
                                .value())
                        .distinct()
                        .toList())
                .hasSize(3)
                .isSorted();
        assertThat(outcome.forecasts()).hasSize(1);
        assertThat(outcome.forecasts().values().iterator().next()).isPresent();
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("Loss against vocabulary", "Does the best vocabulary grow");
        String ledger = Files.readString(folder.resolve("out/ledger.jsonl"));
        heard.finished.clear();
        run();
        assertThat(heard.finished).isEmpty();
        assertThat(Files.readString(folder.resolve("out/ledger.jsonl"))).isEqualTo(ledger);
    }

    private AblationOutcome run() {
        RunRequest request = new RunRequest(
                Path.of("src/test/resources/tiny-vocabulary.toml"),
                3000,
                folder.resolve("out"),
                List.of(
                        Path.of("src/main/java/dev/blueline/study").toString(),
                        Path.of("src/main/java/dev/blueline/engine").toString()),
                "java",
                1,
                2,
                "the command");
        return Blueline.compare(request, heard, RATES);
    }
}
