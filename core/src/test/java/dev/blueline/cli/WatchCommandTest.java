package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.scaling.Chinchilla;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.SavedLaw;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.Weighing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WatchCommandTest {
    private static final Chinchilla LAW = new Chinchilla(1.8, 400, 0.34, 1500, 0.36);
    private static final double N = 1.5e8;
    private static final double D = 3e9;

    @TempDir
    Path folder;

    /** A law from 24 runs, and a run at 80% of a cosine on its line, one 9% above, one without losses. */
    @BeforeEach
    void files() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        List<Observation> runs = new ArrayList<>();
        for (double n : new double[] {2e7, 5e7, 1e8, 2e8}) {
            for (double d = 3e8; d < 1e10; d *= 2) {
                Target at = new Target(n, d, 6 * n * d);
                double loss = LAW.predict(at) * Math.exp(.002 * random.nextGaussian());
                runs.add(new Observation(n, d, at.compute(), loss, "run" + runs.size()));
            }
        }
        Forecaster.Settings settings = new Forecaster.Settings(
                100,
                1,
                2,
                Objective.huber(1e-3),
                Optional.empty(),
                List.of(Family.CHINCHILLA),
                Weighing.EQUAL,
                Resampling.PARAMETRIC,
                12,
                Fitter.Grid.FAMILY);
        SavedLaw.of(Forecaster.study(runs, settings), "loss", Map.of("n", "n", "d", "d"), runs.size(), "huber", "")
                .write(folder.resolve("law.json"));
        Files.writeString(folder.resolve("good.jsonl"), log(1, random));
        Files.writeString(folder.resolve("bad.jsonl"), log(1.09, random));
        Files.writeString(folder.resolve("none.jsonl"), "{\"step\": 1, \"lr\": 0.1}\n{\"step\": 2, \"lr\": 0.1}\n");
    }

    private static String log(double factor, SplittableRandom random) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 400; i++) {
            double share = i / 500.0;
            double annealed = (1 - Math.cos(Math.PI * share)) / 2;
            double loss = LAW.predict(new Target(N, D * share, 6 * N * D * share))
                    * (1 + .03 * (1 - annealed))
                    * factor
                    * Math.exp(.004 * random.nextGaussian());
            lines.append(String.format(
                    Locale.ROOT, "{\"step\": %d, \"tokens\": %.0f, \"loss\": %.5f}%n", i * 10, D * share, loss));
        }
        return lines.toString();
    }

    private CommandRun execute(String line) {
        return CommandRun.of(Stream.of(line.split(" ", -1))
                .map(word -> word.replace("IN", folder.toString()))
                .toArray(String[]::new));
    }

    @Test
    void aRunOnItsLineIsToGoOn() {
        CommandRun result = execute("watch IN/good.jsonl --law IN/law.json --n 1.5e8 --d 3e9 --schedule cosine");
        assertThat(result.code()).isZero();
        assertThat(result.output()).contains("State: on the line").contains("Suggestion: continue");
    }

    @Test
    void aRunFarAboveItsLineIsWorseAndFailsAScriptThatAsks() {
        String line = "watch IN/bad.jsonl --law IN/law.json --n 1.5e8 --d 3e9 --schedule cosine";
        assertThat(execute(line).code()).isZero();
        assertThat(execute(line + " --fail-when-worse").code()).isEqualTo(1);
        JsonNode json = JsonMapper.shared().readTree(execute(line + " --json").output());
        assertThat(json.get("state").asString()).isEqualTo("worse");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "watch IN/none.jsonl --law IN/law.json --n 1.5e8 --d 3e9 | loss",
                "watch IN/good.jsonl --law IN/law.json --d 3e9 --schedule cosine | --n",
                "watch IN/good.jsonl --law IN/absent.json --n 1.5e8 --d 3e9 | absent.json",
                "watch IN/absent.jsonl --law IN/law.json --n 1.5e8 --d 3e9 | absent.jsonl",
            })
    void badInputGetsOneLineAndExitCodeTwo(String line, String message) {
        CommandRun result = execute(line);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error().lines()).hasSize(1);
        assertThat(result.error()).contains(message);
    }
}
