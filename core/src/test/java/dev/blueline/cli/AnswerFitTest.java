package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AnswerFitTest {
    @TempDir
    Path folder;

    private JsonNode fitted(String csv, String line) throws IOException {
        Files.writeString(folder.resolve("rows.csv"), csv);
        CommandRun run =
                CommandRun.of(Stream.of(("fit " + folder + "/rows.csv --bootstrap 60 --json " + line).split(" ", -1))
                        .toArray(String[]::new));
        assertThat(run.code()).as(run.error()).isZero();
        return run.json();
    }

    /** Points of -ln pass@k = 2 k^-.6. */
    @Test
    void coverageComesBackFromItsPointsAndGoesOnBeyondThem() throws IOException {
        StringBuilder csv = new StringBuilder("k,pass\n");
        for (int k = 1; k <= 64; k *= 2) {
            csv.append(String.format(Locale.ROOT, "%d,%.8f%n", k, Math.exp(-2 * Math.pow(k, -.6))));
        }
        JsonNode found = fitted(csv.toString(), "--law coverage");
        assertThat(found.get("parameters").get("a").asDouble()).isCloseTo(2, within(1e-4));
        assertThat(found.get("parameters").get("b").asDouble()).isCloseTo(.6, within(1e-4));
        assertThat(found.get("at").get("640.000").asDouble())
                .isCloseTo(Math.exp(-2 * Math.pow(640, -.6)), within(1e-5));
    }

    /** Even pass rates are Beta(1, 1). */
    @Test
    void theBetaBinomialComesFromCountsOfEachProblem() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder csv = new StringBuilder("right,drawn\n");
        for (int i = 0; i < 600; i++) {
            double rate = random.nextDouble();
            int right = 0;
            for (int j = 0; j < 20; j++) {
                right += random.nextDouble() < rate ? 1 : 0;
            }
            csv.append(right).append(",20\n");
        }
        JsonNode found = fitted(csv.toString(), "--law beta-binomial");
        assertThat(found.get("parameters").get("alpha").asDouble()).isCloseTo(1, within(.2));
        assertThat(found.get("intervals").get("alpha").get(0).asDouble()).isLessThan(1.05);
        assertThat(found.get("intervals").get("alpha").get(1).asDouble()).isGreaterThan(.95);
    }

    @Test
    void budgetForcingComesBackFromItsPoints() throws IOException {
        StringBuilder csv = new StringBuilder("tokens,accuracy\n");
        for (int tokens : new int[] {0, 10, 20, 40, 80, 160}) {
            csv.append(String.format(Locale.ROOT, "%d,%.8f%n", tokens, .7 - .5 * Math.exp(-tokens / 30.0)));
        }
        JsonNode found = fitted(csv.toString(), "--law budget-forcing");
        assertThat(found.get("parameters").get("tau").asDouble()).isCloseTo(30, within(.01));
        assertThat(found.get("parameters").get("A").asDouble()).isCloseTo(.7, within(1e-4));
        CommandRun text = CommandRun.of("fit", folder + "/rows.csv", "--law", "budget-forcing", "--bootstrap", "60");
        assertThat(text.output()).contains("acc(T) = A - (A - a0) exp(-T / tau)", "Accuracy at 320");
    }
}
