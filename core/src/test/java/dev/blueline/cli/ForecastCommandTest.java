package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ForecastCommandTest {
    @TempDir
    Path folder;

    @Test
    void aForecastIsMadeRegisteredScoredAndCounted() throws IOException {
        StringBuilder rows = new StringBuilder("N,D,loss\n");
        for (double n : new double[] {1e7, 2e7, 4e7, 8e7}) {
            for (double ratio : new double[] {10, 20, 40}) {
                double loss = 1.8 + 480 * Math.pow(n, -.35) + 2100 * Math.pow(ratio * n, -.37);
                rows.append(String.format(Locale.ROOT, "%.0f,%.0f,%.6f%n", n, ratio * n, loss));
            }
        }
        Path runs = Files.writeString(folder.resolve("runs.csv"), rows);
        String ledger = folder.resolve("ledger").toString();
        CommandRun made = CommandRun.of(
                "forecast",
                runs.toString(),
                "--law-family",
                "chinchilla",
                "--bootstrap",
                "60",
                "--at",
                "n=2e8,d=4e9",
                "--register",
                ledger,
                "--id",
                "big",
                "--json");
        assertThat(made.code()).isZero();
        JsonNode root = JsonMapper.shared().readTree(made.output());
        double truth = 1.8 + 480 * Math.pow(2e8, -.35) + 2100 * Math.pow(4e9, -.37);
        JsonNode forecast = root.path("forecasts").get(0);
        assertThat(forecast.path("median").asDouble() / truth).isBetween(.995, 1.005);
        assertThat(forecast.path("times_beyond_data").path("n").asDouble()).isBetween(2.49, 2.51);
        CommandRun scored = CommandRun.of(
                "forecast",
                "score",
                ledger,
                "--id",
                "big",
                "--loss",
                String.valueOf(truth),
                "--started",
                "2999-01-01T00:00:00Z");
        assertThat(scored.output()).contains("inside");
        assertThat(CommandRun.of("forecast", "calibration", ledger).output()).contains("1 of 1");
        assertThat(CommandRun.of("forecast", "list", ledger).output()).contains("big");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forecast --at n=1e9,d=1e10 | which law",
                "forecast --law OUT/none.json --at n=1e9,d=1e10 | no file",
                "forecast --law OUT/none.json | where?",
                "forecast --law OUT/none.json --at n=1e9,d=1e10 --id x | --register",
                "forecast --law OUT/none.json --backtest | leave out",
                "forecast calibration OUT | no registered forecasts",
                "forecast score OUT --id x --loss 2 | --started",
                "plan --budget 1e20 | which law",
                "plan --law OUT/none.json --budget -1 | budget",
                "plan --law OUT/none.json --budget 1e20 --between a | two different",
                "plan --law OUT/none.json --budget 1e20 --between a.json,b.json | leave out --law",
                "plan --law OUT/none.json --budget 1e20 --between kaplan,chinchilla --target c=1e21 | leave it out",
                "plan --law OUT/none.json --budget 1e20 --peak 1e15 | belong together"
            })
    void badInputIsOneLineAndExitCodeTwo(String line, String says) {
        CommandRun result = CommandRun.of(line.replace("OUT", folder.toString()).split(" ", -1));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error().lines().filter(text -> text.startsWith("blueline:")))
                .singleElement()
                .asString()
                .contains(says);
    }
}
