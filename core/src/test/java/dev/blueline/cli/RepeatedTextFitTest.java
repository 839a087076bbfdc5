package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RepeatedTextFitTest {
    @TempDir
    Path folder;

    /** Runs of the published law of repeated text with RD = 15 and RN = 5, and a noise of .2%. */
    @BeforeEach
    void runs() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        StringBuilder csv = new StringBuilder("params,tokens,unique_tokens,epochs,loss\n");
        for (double n = 2e7; n < 1e10; n *= 6) {
            for (double d = 4e8; d < 3e11; d *= 8) {
                for (double epochs : new double[] {1, 6, 20, 60}) {
                    double loss = loss(n, d, d / epochs) * Math.exp(.002 * random.nextGaussian());
                    csv.append(String.format(Locale.ROOT, "%g,%g,%g,%g,%g%n", n, d, d / epochs, epochs, loss));
                }
            }
        }
        Files.writeString(folder.resolve("repeated.csv"), csv);
    }

    private static double loss(double n, double d, double unique) {
        double best = .051 * unique;
        double size = n <= best ? n : best * (1 + 5 * (1 - Math.exp(-(n / best - 1) / 5)));
        double tokens = unique * (1 + 15 * (1 - Math.exp(-(d / unique - 1) / 15)));
        return 1.87 + 521 * Math.pow(size, -.3527) + 1488 * Math.pow(tokens, -.3527);
    }

    private CommandRun execute(String line) {
        return CommandRun.of(Stream.of(line.split(" ", -1))
                .map(word -> word.replace("IN", folder.toString()))
                .toArray(String[]::new));
    }

    @Test
    void repetitionIsPricedInJsonAndASavedLawIsAskedByDifferentTokens() {
        CommandRun fit = execute(
                "fit IN/repeated.csv --law data-constrained --bootstrap 50 --threads 1 --save IN/law.json --json");
        assertThat(fit.code()).as(fit.error()).isZero();
        JsonNode json = fit.json();
        assertThat(json.get("columns").get("u").asString()).isEqualTo("unique_tokens");
        assertThat(json.get("parameters").get("RD").asDouble()).isCloseTo(15, Percentage.withPercentage(25));
        JsonNode found = json.get("repetition");
        assertThat(found.get("half_worth_epochs").get("value").asDouble()).isCloseTo(11.4, Offset.offset(2.6));
        assertThat(found.get("undetermined")).isEmpty();
        assertThat(found.get("most_epochs").asDouble()).isCloseTo(60, Offset.offset(.01));
        assertThat(found.get("ten_times_different_text").get("value").asDouble())
                .isLessThan(found.get("ten_times_repetition").get("value").asDouble());

        JsonNode asked = execute("forecast --law IN/law.json --at n=1e9,d=4e10,unique=2e9 --json")
                .json()
                .get("forecasts")
                .get(0);
        assertThat(asked.get("at").get("u").asDouble()).isEqualTo(2e9);
        assertThat(asked.get("median").asDouble()).isCloseTo(loss(1e9, 4e10, 2e9), Percentage.withPercentage(.5));
    }

    @Test
    void epochsStandInForDifferentTokensAndTheTextSaysWhatTenTimesTheComputeBuys() {
        CommandRun fit =
                execute("fit IN/repeated.csv --law data-constrained --epochs epochs --bootstrap 50 --threads 1");
        assertThat(fit.code()).as(fit.error()).isZero();
        assertThat(fit.output())
                .contains("U = tokens / epochs")
                .contains("Ten times the compute of the largest run")
                .contains("different text, 10 D")
                .contains("A further token is worth half of a fresh one after 1");
    }
}
