package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Outcome;
import dev.blueline.study.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story with real models, very small ones, on this project's own sources. */
class BluelineTest {
    /** Enough for the whole grid of tiny.toml on a machine of any speed. */
    private static final double BUDGET_SECONDS = 3000;

    @TempDir
    Path folder;

    @Test
    void aStudyRunsFromTextToReportAndGoesOnWithoutRepeatingItself() throws IOException {
        Path out = folder.resolve("tiny");
        RunRequest request = new RunRequest(
                Path.of("src", "test", "resources", "tiny.toml"),
                BUDGET_SECONDS,
                out,
                List.of(Path.of("src", "main", "java").toString()),
                "java",
                3,
                2,
                "./blueline run tiny");
        Listener first = new Listener();
        Outcome outcome = Blueline.run(request, first);

        assertThat(first.finished).isNotEmpty();
        assertThat(outcome.forecast().registeredAt()).isBefore(outcome.score().startedAt());
        for (String file :
                List.of("report.html", "results.csv", "law.json", "forecast.json", "plan.json", "tokenizer.json")) {
            assertThat(out.resolve(file)).isNotEmptyFile();
        }
        List<String> rows = Files.readAllLines(out.resolve("results.csv"));
        assertThat(rows).hasSize(first.finished.size() + 1);
        assertThat(rows.getFirst())
                .startsWith("run,layers,width,parameters_total,parameters_nonembedding,parameters_matmul,tokens,flops,"
                        + "flops_6nd,seed,seconds,bits_per_byte,stderr,");

        Listener second = new Listener();
        Outcome again = Blueline.run(request, second);
        assertThat(second.finished).isEmpty();
        assertThat(again.forecast()).isEqualTo(outcome.forecast());
        assertThat(again.score()).isEqualTo(outcome.score());

        Path run = out.resolve("runs");
        try (var folders = Files.list(run);
                TrainedModel model = TrainedModel.open(folders.findFirst().orElseThrow(), 1)) {
            assertThat(model.next("public ", 20))
                    .hasSize(20)
                    .allSatisfy(next -> assertThat(next.probability()).isBetween(0.0, 1.0))
                    .isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()));
            assertThat(model.write(List.of("public "), 12, 0.8, 0.9, 5))
                    .isEqualTo(model.write(List.of("public "), 12, 0.8, 0.9, 5));
        }
    }

    @Test
    void theSameStudyOnOneThreadAndOnTwoGivesTheSameFigures() {
        List<Ledger.Entry> one = entries(folder.resolve("one"), 1);
        List<Ledger.Entry> two = entries(folder.resolve("two"), 2);
        Map<String, List<Measurement>> other =
                two.stream().collect(Collectors.toMap(entry -> entry.run().id(), Ledger.Entry::measurements));
        List<Ledger.Entry> common = one.stream()
                .filter(entry -> other.containsKey(entry.run().id()))
                .toList();
        assertThat(common).hasSizeGreaterThanOrEqualTo(6);
        assertThat(common).anyMatch(entry -> entry.run().role() == Run.Role.HELD_OUT);
        assertThat(common)
                .allSatisfy(entry -> assertThat(entry.measurements())
                        .isEqualTo(other.get(entry.run().id())));
    }

    private List<Ledger.Entry> entries(Path out, int threads) {
        Blueline.run(
                new RunRequest(
                        Path.of("src", "test", "resources", "tiny.toml"),
                        BUDGET_SECONDS,
                        out,
                        List.of(Path.of("src", "main", "java").toString()),
                        "java",
                        1,
                        threads,
                        ""),
                new Listener());
        return new Ledger(out).entries();
    }

    private static final class Listener implements RunListener {
        final List<Run> finished = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void says(String line) {}

        @Override
        public void planned(Plan plan, double flops) {}

        @Override
        public void registered(Forecast forecast) {}

        @Override
        public void finished(Run run) {
            finished.add(run);
        }

        @Override
        public void advanced(Advance advance) {}
    }
}
