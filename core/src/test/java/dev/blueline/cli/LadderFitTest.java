package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A task ladder from the command line, and a comparison of recipes by fit. */
class LadderFitTest {
    @TempDir
    Path folder;

    private static String output(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.code()).isZero();
        return run.output();
    }

    @Test
    void accuracyIsForecastFromASavedTaskLadder() throws IOException {
        StringBuilder csv = new StringBuilder("n,d,task_loss,accuracy\n");
        for (double n = 1e8; n < 2e9; n *= 2) {
            for (double d = 2e9; d < 2e11; d *= 3) {
                double loss = 0.6 + 120 * Math.pow(n, -.3) + 900 * Math.pow(d, -.33);
                csv.append(String.format(
                        Locale.ROOT, "%g,%g,%g,%g%n", n, d, loss, .25 + .7 / (1 + Math.exp(4 * (loss - 1.1)))));
            }
        }
        Path runs = Files.writeString(folder.resolve("tasks.csv"), csv);
        Path law = folder.resolve("law.json");
        String text = output(
                "fit",
                runs.toString(),
                "--law",
                "ladder",
                "--y",
                "task_loss",
                "--n",
                "n",
                "--d",
                "d",
                "--accuracy",
                "accuracy",
                "--bootstrap",
                "60",
                "--save",
                law.toString());
        assertThat(text).contains("Step 1").contains("Step 2");
        JsonNode forecast = JsonMapper.shared()
                .readTree(output("forecast", "--law", law.toString(), "--at", "n=7e9,d=1e12", "--json"))
                .get("forecasts")
                .get(0);
        double loss = 0.6 + 120 * Math.pow(7e9, -.3) + 900 * Math.pow(1e12, -.33);
        assertThat(forecast.get("accuracy").get("accuracy").asDouble())
                .isCloseTo(.25 + .7 / (1 + Math.exp(4 * (loss - 1.1))), Offset.offset(.01));
    }

    @Test
    void fitComparesRecipes() {
        String text = output(
                "fit",
                Path.of("..", "docs", "muon-ladder.csv").toString(),
                "--n",
                "parameters",
                "--d",
                "tokens",
                "--c",
                "flops",
                "--compare",
                "optimizer",
                "--seed-column",
                "seed");
        assertThat(text).contains("muon against adamw").contains("Keep muon");
    }
}
