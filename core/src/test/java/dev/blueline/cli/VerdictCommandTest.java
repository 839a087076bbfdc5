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

class VerdictCommandTest {
    @TempDir
    Path folder;

    /** Runs of a law with a large size term: along tokens a small model saturates and a large one goes on. */
    private Path runs() throws IOException {
        StringBuilder csv = new StringBuilder("N,tokens,loss\n");
        double[] wiggle = {.3, -.8, .5, .1, -.4, .9, -.6, -.2, .7, -.5};
        for (double n : new double[] {1e5, 1e7}) {
            for (int k = 0; k < 10; k++) {
                double d = 1e8 * Math.pow(2.2, k);
                double size = n < 1e6 ? 2.0 : .3;
                double loss = (1.5 + size + 8e3 * Math.pow(d, n < 1e6 ? -.6 : -.45)) * Math.exp(.003 * wiggle[k]);
                csv.append(String.format(Locale.ROOT, "%.3g,%.5g,%.5f%n", n, d, loss));
            }
        }
        return Files.writeString(folder.resolve("runs.csv"), csv);
    }

    @Test
    void aSmallModelIsRedBySizeAndALargerOneAtAsManyTokensShowsIt() throws IOException {
        CommandRun result = CommandRun.of(
                "verdict",
                runs().toString(),
                "--x",
                "tokens",
                "--y",
                "loss",
                "--fixed",
                "N",
                "--threshold",
                "0.02",
                "--seed-sd",
                "0.004",
                "--json");
        assertThat(result.error()).isEmpty();
        JsonNode lines = JsonMapper.shared().readTree(result.output()).get("lines");
        assertThat(lines.size()).isEqualTo(2);
        JsonNode small = lines.get(0);
        assertThat(small.get("line").asString()).isEqualTo("N = 1.00e+05");
        assertThat(small.get("verdict").asString()).isEqualTo("red");
        assertThat(small.get("cause").get("kind").asString()).isEqualTo("size");
        assertThat(small.get("cause").get("shown").asString())
                .startsWith("relieved by more N: N 1.00e+07 instead of 1.00e+05");
        assertThat(small.get("interval").get(1).asDouble()).isLessThan(.02);
        assertThat(small.get("horizon").asDouble()).isEqualTo(10);
        JsonNode large = lines.get(1);
        assertThat(large.get("verdict").asString()).isEqualTo("blue");
        assertThat(large.has("cause")).isFalse();
    }

    @Test
    void theTableSaysTheSameInWords() throws IOException {
        CommandRun result = CommandRun.of(
                "verdict", runs().toString(), "--x", "tokens", "--y", "loss", "--fixed", "N", "--threshold", "0.011");
        assertThat(result.code()).isZero();
        assertThat(result.output())
                .contains("N = 1.00e+05  red")
                .contains("N = 1.00e+07  blue")
                .contains("Cause: the model is too small for more data to help: N = 1.00e+05 is held fixed")
                .contains("Seed deviations are estimated");
    }

    @Test
    void aScoreNearItsCeilingIsRedByTheCeilingOneForEachSeries() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int k = 0; k < 9; k++) {
            rows.append(String.format(
                    Locale.ROOT,
                    "{\"task\": \"easy\", \"c\": %g, \"acc\": %.4f}%n{\"task\": \"hard\", \"c\": %g, \"acc\": %.4f}%n",
                    1e18 * Math.pow(3, k),
                    1 - .5 * Math.exp(-k) - .002,
                    1e18 * Math.pow(3, k),
                    .1 + .06 * k));
        }
        Path file = Files.writeString(folder.resolve("evals.jsonl"), rows);
        CommandRun result = CommandRun.of(
                "verdict",
                file.toString(),
                "--x",
                "c",
                "--y",
                "acc",
                "--series",
                "task",
                "--higher-is-better",
                "--seed-sd",
                "0.005",
                "--json");
        JsonNode root = JsonMapper.shared().readTree(result.output());
        assertThat(root.get("judged_on").asString()).contains("error");
        assertThat(root.get("lines").get(0).get("cause").get("kind").asString()).isEqualTo("ceiling");
        assertThat(root.get("lines").get(1).get("verdict").asString()).isNotEqualTo("red");
    }

    @Test
    void theCalibrationIsATableOrOneObject() {
        assertThat(CommandRun.of("verdict", "--calibrate", "--draws", "1").output())
                .contains("| flat | 1 | 0% |");
        JsonNode root = JsonMapper.shared()
                .readTree(CommandRun.of("verdict", "--calibrate", "--draws", "1", "--json")
                        .output());
        assertThat(root.get("simulated").get(0).get("truth").asString()).isEqualTo("power law");
        assertThat(root.get("measured").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verdict | give a file",
                "verdict FILE --y loss | --x is missing",
                "verdict FILE --x tokens | --y is missing",
                "verdict FILE --x tokenz --y loss | did you mean tokens?",
                "verdict FILE --x tokens --y loss-9 | row 1",
                "verdict FILE --x tokens --y loss --horizon 1 | horizon",
                "verdict FILE --x tokens --y loss --threshold -1 | threshold",
                "verdict FILE --x tokens --y loss --seed-sd 0 | seed deviation",
                "verdict FILE --x tokens --y loss --higher-is-better | divide percentages by 100",
                "verdict FILE --x tokens --y loss --higher-is-better --ceiling 100 | --ceiling",
                "verdict FILE --x tokens --y loss --along sideways | --along",
                "verdict FILE --calibrate | --data",
                "verdict --calibrate --draws 0 | --draws",
                "verdict none.csv --x tokens --y loss | none.csv"
            })
    void badInputIsOneLineAndExitCodeTwo(String line, String says) throws IOException {
        CommandRun result =
                CommandRun.of(line.replace("FILE", runs().toString()).split(" ", -1));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error().lines()).singleElement().asString().contains(says);
    }
}
