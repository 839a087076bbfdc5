package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunDisplayTest {
    private static final Forecast FORECAST = new Forecast(
            "a",
            "96x2/8M",
            new Target(655e3, 9.8e6, 4.43e13),
            1.8,
            1.75,
            1.85,
            List.of(1.75, 1.76, 1.78, 1.8, 1.82, 1.84, 1.85),
            Map.of("KAPLAN", 1.0),
            Map.of("KAPLAN", 1.79),
            new Forecast.NaiveForecasts(2.2, 1.7),
            "data",
            "law",
            Instant.EPOCH);

    private static String shown(int done, int all, double flopsLeft) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                RunDisplay display = new RunDisplay(out, Path.of("runs/x"), "./blueline run x")) {
            display.found(done, all);
            display.planned(StatusCommandTest.plan(all), flopsLeft);
            display.registered(FORECAST);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFinishedStudySaysWhereItsReportIsAndDoesNotSpeakAsIfNew() {
        assertThat(shown(35, 35, 0))
                .contains(
                        "All 35 runs of this plan are done",
                        Path.of("runs/x/report.html").toString())
                .doesNotContain("Expected:", "Forecast registered before the run");
    }

    @Test
    void aStudyThatGoesOnSaysHowMuchIsDone() {
        assertThat(shown(34, 35, 1e12))
                .contains(
                        "34 of 35 runs of this plan are done already",
                        "Expected:",
                        "Forecast registered before the run");
    }
}
