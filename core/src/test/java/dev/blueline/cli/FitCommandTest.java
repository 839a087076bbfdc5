package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.scaling.SavedLaw;
import dev.blueline.scaling.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FitCommandTest {
    @TempDir
    Path folder;

    /** Runs of L = 1.8 + 400 N^-.34 + 2000 D^-.37 with a noise of .2%, on six sizes and eight token counts. */
    @BeforeEach
    void runs() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder csv = new StringBuilder("params,tokens,flops,loss,all params,half\n");
        int row = 0;
        for (double n = 5e7; n < 1e10; n *= 2.5) {
            for (double d = 5e8; d < 1e12; d *= 2.7) {
                double loss = (1.8 + 400 * Math.pow(n, -.34) + 2000 * Math.pow(d, -.37))
                        * Math.exp(.002 * random.nextGaussian());
                csv.append(String.format(
                        Locale.ROOT,
                        "%g,%g,%g,%g,%g,%s%n",
                        n,
                        d,
                        6 * n * d,
                        loss,
                        n + 2e7,
                        row++ % 2 == 0 ? "a" : "b"));
            }
        }
        Files.writeString(folder.resolve("runs.csv"), csv);
        Files.writeString(folder.resolve("text.csv"), "params,tokens,loss\n1e6,1e9,3\n2e6,1e9,many\n3e6,1e9,2\n");
        Files.writeString(folder.resolve("few.csv"), "params,tokens,loss\n1e6,1e9,3\n2e6,1e9,2.9\n");
        Files.writeString(
                folder.resolve("same.csv"), "params,tokens,loss\n1e6,1e9,3\n2e6,2e9,3\n3e6,3e9,3\n4e6,4e9,3\n");
        Files.writeString(folder.resolve("zero.csv"), "params,tokens,loss\n1e6,1e9,3\n0,1e9,2.9\n2e6,1e9,2.8\n");
        Files.writeString(folder.resolve("nan.csv"), "params,tokens,loss\n1e6,1e9,3\n1e6,1e9,NaN\n2e6,1e9,2.8\n");
    }

    private CommandRun execute(String line) {
        return CommandRun.of(Stream.of(line.split(" ", -1))
                .map(word -> word.replace("IN", folder.toString()).replace('_', ' '))
                .toArray(String[]::new));
    }

    @Test
    void theAdditiveLawIsFoundWithIntervalsThatHoldTheTruth() {
        CommandRun result = execute("fit IN/runs.csv --law chinchilla --bootstrap 100 --json");
        assertThat(result.code()).isZero();
        JsonNode json = result.json();
        assertThat(json.get("law").asString()).isEqualTo("chinchilla");
        double[] truth = {1.8, 400, .34, 2000, .37};
        List<String> names = List.of("E", "A", "alpha", "B", "beta");
        for (int i = 0; i < truth.length; i++) {
            JsonNode interval = json.get("intervals").get(names.get(i));
            assertThat(truth[i])
                    .as(names.get(i))
                    .isBetween(interval.get(0).asDouble() * .98, interval.get(1).asDouble() * 1.02);
        }
        assertThat(json.get("optimal").get("n_exponent").asDouble()).isCloseTo(.37 / .71, Offset.offset(.02));
        for (String field : List.of(
                "parameters", "rows", "objective", "space", "starts", "starts_at_optimum", "loss_of_fit", "warnings")) {
            assertThat(json.has(field)).as(field).isTrue();
        }
    }

    @Test
    void unitsDoNotChangeTheFit() {
        JsonNode plain = execute("fit IN/runs.csv --law chinchilla --bootstrap 50 --json")
                .json();
        JsonNode scaled = execute(
                        "fit IN/runs.csv --n params/1e6 --d tokens/1e9 --y loss --law chinchilla --bootstrap 50 --json")
                .json();
        for (String name : List.of("E", "alpha", "beta")) {
            assertThat(scaled.get("parameters").get(name).asDouble())
                    .isCloseTo(plain.get("parameters").get(name).asDouble(), Offset.offset(1e-5));
        }
        double alpha = plain.get("parameters").get("alpha").asDouble();
        assertThat(scaled.get("parameters").get("A").asDouble())
                .isCloseTo(
                        plain.get("parameters").get("A").asDouble() * Math.pow(1e6, -alpha),
                        Percentage.withPercentage(.1));
    }

    @Test
    void automaticChoiceComparesLawsAndOtherCountsOfParametersAreShown() {
        CommandRun result =
                execute("fit IN/runs.csv --n params --n all_params --d tokens --c flops --y loss --bootstrap 50");
        assertThat(result.code()).isZero();
        assertThat(result.output())
                .contains("Law: chinchilla")
                .contains("Laws compared")
                .contains("kaplan-nd")
                .contains("approaches of Hoffmann")
                .contains("N = all params");
    }

    @Test
    void aSavedLawForecastsAsTheFitAndTheReportIsAPage() throws IOException {
        execute("fit IN/runs.csv --law chinchilla --bootstrap 50 --save IN/law.json --report IN/fit.html");
        SavedLaw law = SavedLaw.read(folder.resolve("law.json"));
        double truth = 1.8 + 400 * Math.pow(2e10, -.34) + 2000 * Math.pow(2e12, -.37);
        assertThat(law.mixture().at(new Target(2e10, 2e12, 2.4e23)).median())
                .isCloseTo(truth, Percentage.withPercentage(1));
        assertThat(Files.readString(folder.resolve("fit.html")))
                .contains("<h1>Scaling law of runs.csv</h1>")
                .contains("runs-chart");
    }

    @Test
    void aLawOfOneAxisIsAskedByXAndNotByTwoSizes() {
        execute("fit IN/runs.csv --x flops --y loss --law power-floor --bootstrap 50 --save IN/one.json");
        CommandRun asked = execute("forecast --law IN/one.json --at x=1e23 --json");
        assertThat(asked.code()).isZero();
        CommandRun wrong = execute("forecast --law IN/one.json --at n=7e9,d=2e12");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.error()).contains("give x=1e12");
    }

    @Test
    void oneNamedColumnLeavesTheOthersToBeFound() {
        JsonNode json = execute("fit IN/runs.csv --n params --law chinchilla --bootstrap 50 --json")
                .json();
        assertThat(json.get("columns").get("d").asString()).isEqualTo("tokens");
    }

    @Test
    void groupsAreFittedForThemselves() {
        JsonNode json = execute(
                        "fit IN/runs.csv --group half --law power-floor --x flops --y loss --bootstrap 50 --json")
                .json();
        assertThat(json.get("a").get("rows").asInt() + json.get("b").get("rows").asInt())
                .isEqualTo(48);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fit IN/runs.csv --y los | no column los in runs.csv (did you mean loss?)",
                "fit IN/text.csv | loss is 'many' in row 2 of text.csv",
                "fit IN/nan.csv | loss is 'nan' in row 2 of nan.csv",
                "fit IN/zero.csv | params is 0.0 in zero.csv row 2",
                "fit IN/few.csv --law chinchilla | 2 rows for a law of 5 parameters",
                "fit IN/same.csv --law power | all 4 rows have the same loss",
                "fit IN/runs.csv --x flops --n params | leave out --n, --d and --c, or leave out --x",
                "fit IN/runs.csv --law ladder | --accuracy COLUMN and --law ladder belong together",
                "fit IN/runs.csv --law data-constrained | needs --unique COLUMN",
                "fit IN/runs.csv --resample clusters | needs --cluster COLUMN",
                "fit IN/runs.csv --law chinchila | is not a law; choose one of",
                "fit IN/runs.csv --where loss<0 | leaves none of the 48 rows",
                "fit IN/absent.csv | there is no file",
                "fit | no file of results was given",
                "fit IN/runs.csv --level 95 | --level is 95.0",
            })
    void badInputGetsOneLineAndExitCodeTwo(String line, String message) {
        CommandRun result = execute(line);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error().lines()).hasSize(1);
        assertThat(result.error()).contains(message);
    }
}
