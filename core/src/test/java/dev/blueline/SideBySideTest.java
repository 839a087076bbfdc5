package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.comparison.Challenger;
import dev.blueline.comparison.Match;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two very small studies that differ in the optimizer, run and compared. */
class SideBySideTest {
    private static final Path STUDIES = Path.of("src", "test", "resources");

    @TempDir
    Path folder;

    @Test
    void twoStudiesRunTheSameLadderAndEndInAComparisonThatASecondCallRepeatsWithoutRunning() throws IOException {
        List<Run> finished = Collections.synchronizedList(new ArrayList<>());
        SideBySide done = run(finished);
        Challenger muon = done.comparison().challengers().getFirst();

        assertThat(done.comparison().baseline()).isEqualTo("tiny");
        assertThat(muon.name()).isEqualTo("tiny-muon");
        assertThat(muon.points()).anyMatch(point -> point.match() == Match.SEEDS);
        assertThat(muon.points().stream()
                        .filter(point -> point.match() == Match.SEEDS)
                        .toList())
                .allMatch(point -> point.compute() > point.baselineCompute());
        assertThat(folder.resolve("tiny/report.html")).isNotEmptyFile();
        assertThat(folder.resolve("tiny-muon/report.html")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("comparison.json"))).contains("\"multiplier\"", "\"verdict\"");
        assertThat(Files.readString(folder.resolve("comparison.html")))
                .contains("tiny-muon against tiny", "multiplier-chart-0");

        int before = finished.size();
        SideBySide again = run(finished);
        assertThat(finished).hasSize(before);
        assertThat(again.comparison()).isEqualTo(done.comparison());
    }

    @Test
    void studiesOfOneNameAreRefusedBeforeAnythingRuns() {
        RunRequest tiny = request("tiny");
        assertThatThrownBy(() -> SideBySide.run(List.of(tiny, tiny), folder, (request, run) -> {
                    throw new AssertionError("must not run");
                }))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two studies are in files called tiny.toml");
    }

    private SideBySide run(List<Run> finished) {
        return SideBySide.run(
                List.of(request("tiny"), request("tiny-muon")),
                folder,
                (request, run) -> run.apply(new Listener(finished)));
    }

    private RunRequest request(String name) {
        return new RunRequest(
                STUDIES.resolve(name + ".toml"),
                600,
                folder.resolve(name),
                List.of(Path.of("src", "main", "java").toString()),
                "java",
                3,
                2,
                "");
    }

    private record Listener(List<Run> runs) implements RunListener {
        @Override
        public void says(String line) {}

        @Override
        public void planned(Plan plan, double flops) {}

        @Override
        public void registered(Forecast forecast) {}

        @Override
        public void finished(Run run) {
            runs.add(run);
        }

        @Override
        public void advanced(Advance advance) {}
    }
}
