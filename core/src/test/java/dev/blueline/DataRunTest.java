package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.MixtureAnalysis;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.study.Plan;
import dev.blueline.study.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study with data as the axis, with models so small that it takes seconds. */
class DataRunTest {
    private static final Optional<Rates> RATES =
            Optional.of(new Rates(2, 100e9, List.of(new Rates.Speed(16, 0.5e9), new Rates.Speed(48, 1e9)), 1));

    /** A finished study of repetition, which tests copy. */
    @TempDir
    static Path finished;

    private static final Heard FIRST = new Heard();

    @TempDir
    Path folder;

    private final Heard heard = new Heard();

    @BeforeAll
    static void studyOfRepetition() {
        run("tiny-repetition.toml", finished, FIRST);
    }

    private Path copy() throws IOException {
        Path out = folder.resolve("out");
        try (Stream<Path> files = Files.walk(finished)) {
            for (Path file : files.toList()) {
                Files.copy(file, out.resolve(finished.relativize(file).toString()));
            }
        }
        return out;
    }

    @Test
    void everyPlannedRunIsMadeOnceAndTheReportNamesEveryText() throws IOException {
        Path out = copy();
        List<String> planned = FIRST.plans.getFirst().runs().stream()
                .map(Plan.PlannedRun::rung)
                .sorted()
                .toList();
        assertThat(FIRST.finished).extracting(Run::rung).containsExactlyInAnyOrderElementsOf(planned);
        assertThat(FIRST.finished).extracting(Run::id).doesNotHaveDuplicates();
        assertThat(Files.readString(out.resolve("report.html"))).contains(">2k<", ">fresh<");
        assertThat(Files.readString(out.resolve("results.csv"))).contains("arm").contains("fresh");

        String ledger = Files.readString(out.resolve("ledger.jsonl"));
        AblationOutcome outcome = run("tiny-repetition.toml", out, heard);
        assertThat(outcome.results().where(run -> true)).hasSameSizeAs(planned);
        assertThat(heard.finished).isEmpty();
        assertThat(Files.readString(out.resolve("ledger.jsonl"))).isEqualTo(ledger);
    }

    @Test
    void aLostRunIsMadeAgainToTheSameFigures() throws IOException {
        Path out = copy();
        Ledger.Entry last = new Ledger(out).entries().getLast();
        for (String file : List.of("ledger.jsonl", ".copies/ledger.jsonl")) {
            Path lines = out.resolve(file);
            Files.write(
                    lines,
                    Files.readAllLines(lines).stream()
                            .filter(line -> !line.contains("\"" + last.run().id() + "\""))
                            .toList());
        }
        AblationOutcome again = run("tiny-repetition.toml", out, heard);
        assertThat(heard.finished)
                .extracting(Run::id)
                .containsExactly(last.run().id());
        assertThat(again.results().entries())
                .filteredOn(entry -> entry.run().id().equals(last.run().id()))
                .extracting(Ledger.Entry::measurements)
                .containsExactly(last.measurements());
    }

    @Test
    void aStudyOfMixturesForecastsBeforeItsLargestRunsAndGoesOnWithTheMixtureItChose() throws IOException {
        Path out = folder.resolve("out");
        AblationOutcome outcome = run("tiny-mixture.toml", out, heard);
        assertThat(outcome.results().where(run -> true))
                .hasSameSizeAs(heard.plans.getFirst().runs());
        assertThat(outcome.forecasts().values())
                .hasSize(5)
                .allSatisfy(score -> assertThat(score).isPresent());
        MixtureAnalysis found = (MixtureAnalysis) outcome.analysis().orElseThrow();
        assertThat(found.shares().get("best")).isNotNull();
        assertThat(found.shares().values())
                .allSatisfy(shares -> assertThat(
                                shares.stream().mapToDouble(share -> share).sum())
                        .isCloseTo(1, Offset.offset(1e-9)));
        assertThat(found.against()).containsOnlyKeys("natural", "uniform");
        assertThat(found.challenger()).isPresent();
        assertThat(outcome.findings().getFirst()).startsWith("The mixture that the law names best, code");
        assertThat(Files.readString(out.resolve("report.html"))).contains("predicted-chart", "mixture-chart", "mix-04");

        String chosen = Files.readString(out.resolve("mixture.json"));
        for (String file : List.of("ledger.jsonl", ".copies/ledger.jsonl")) {
            Path lines = out.resolve(file);
            Files.write(
                    lines,
                    Files.readAllLines(lines).stream()
                            .filter(line -> !line.contains("best/48x1"))
                            .toList());
        }
        heard.finished.clear();
        AblationOutcome again = run("tiny-mixture.toml", out, heard);
        assertThat(heard.finished)
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.arm()).isEqualTo("best"));
        assertThat(Files.readString(out.resolve("mixture.json"))).isEqualTo(chosen);
        assertThat(again.findings()).isEqualTo(outcome.findings());
    }

    private static AblationOutcome run(String study, Path out, Heard heard) {
        RunRequest request = new RunRequest(
                Path.of("src/test/resources", study),
                3000,
                out,
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
