package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.Detection;
import dev.blueline.ablation.QualityGain;
import dev.blueline.ablation.QualityOutcome;
import dev.blueline.study.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study with quality as the axis, with models so small that it takes seconds. */
class QualityRunTest {
    private static final Optional<Rates> RATES =
            Optional.of(new Rates(2, 100e9, List.of(new Rates.Speed(16, 0.5e9), new Rates.Speed(48, 1e9)), 1));

    @TempDir
    Path folder;

    private final Heard heard = new Heard();

    @Test
    void everyFilterIsHeldAgainstTheKnownGarbageAndTheReportSaysWhatItIsWorth() throws IOException {
        Path out = folder.resolve("out");
        AblationOutcome outcome = run(out);

        QualityOutcome found = QualityOutcome.read(out).orElseThrow();
        assertThat(found.detections()).extracting(Detection::filter).containsExactly("perplexity", "duplicates");
        long garbage = found.garbage().values().stream().mapToLong(x -> x).sum();
        assertThat((double) garbage / found.tokens()).isBetween(0.36, 0.46); // exact in bytes, here in tokens
        assertThat(found.detections().getLast().recall("duplicates").value()).isGreaterThan(0.5);
        assertThat(found.gains("good"))
                .extracting(QualityGain::arm)
                .startsWith("clean")
                .hasSize(3);
        assertThat(found.gains("all")).hasSize(3);
        assertThat(found.cuts().stream().filter(QualityOutcome.Cut::repeated))
                .hasSize(4)
                .allMatch(cut -> Math.abs(cut.epochs() * cut.share() - 1) < 0.1);
        assertThat(found.cuts().stream().filter(cut -> !cut.repeated())).allMatch(cut -> cut.epochs() == 1);
        assertThat(outcome.findings()).hasSizeGreaterThan(5);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("id=\"gains\"", "id=\"shares\"", "id=\"garbage\"", "perplexity-0.3-repeated");

        String ledger = Files.readString(out.resolve("ledger.jsonl"));
        String figures = Files.readString(out.resolve("quality.json"));
        heard.finished.clear();
        run(out);
        assertThat(heard.finished).isEmpty();
        assertThat(Files.readString(out.resolve("ledger.jsonl"))).isEqualTo(ledger);
        assertThat(Files.readString(out.resolve("quality.json"))).isEqualTo(figures);
    }

    private AblationOutcome run(Path out) throws IOException {
        RunRequest request = new RunRequest(
                Path.of("src/test/resources/tiny-quality.toml"),
                3000,
                out,
                List.of("good=" + records("good", 1), "rest=" + records("rest", 2)),
                List.of(),
                "java",
                1,
                2,
                "the command");
        return Blueline.compare(request, heard, RATES);
    }

    /** Records of sentences of a few made-up words, with numbers and names. */
    private Path records(String name, int seed) throws IOException {
        Path file = folder.resolve(name + ".jsonl");
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            lines.append("{\"text\": \"");
            for (int j = 0; j < 5; j++) {
                lines.append("The ")
                        .append(word(random))
                        .append(" of ")
                        .append(word(random))
                        .append(" saw Mr ");
                lines.append("B").append(word(random)).append(" with ").append(random.nextInt(90) + 10);
                lines.append(' ').append(word(random)).append("s.\\n");
            }
            lines.append("\"}\n");
        }
        return Files.writeString(file, lines);
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            word.append("bdfgklmnprst".charAt(random.nextInt(12))).append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }
}
