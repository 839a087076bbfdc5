package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RlFitTest {
    @TempDir
    Path folder;

    /** Two runs of R = .27 + .34 / (1 + (1e12/C)^2), up to four times the bend: .59 at its end, .6048 at twice that. */
    @BeforeEach
    void runs() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder csv = new StringBuilder("flops,accuracy,seed,trials\n");
        for (int i = 1; i <= 40; i++) {
            double flops = i * 1e11;
            double accuracy = .27 + .34 / (1 + Math.pow(1e12 / flops, 2));
            for (int seed = 1; seed <= 2; seed++) {
                csv.append(String.format(
                        Locale.ROOT, "%g,%.4f,%d,2500%n", flops, accuracy + .01 * random.nextGaussian(), seed));
            }
        }
        Files.writeString(folder.resolve("rl.csv"), csv);
    }

    private CommandRun execute(String line) {
        return CommandRun.of(Stream.of(line.split(" ", -1))
                .map(word -> word.replace("IN", folder.toString()))
                .toArray(String[]::new));
    }

    @Test
    void aCurvePastItsBendGivesItsAsymptoteAndAForecastThatIsRegisteredAndScored() {
        CommandRun run = execute(
                "fit IN/rl.csv --law rl-sigmoid --bootstrap 60 --end 8e12 --register IN/ledger --id end --json");
        assertThat(run.code()).as(run.error()).isZero();
        JsonNode found = run.json();
        assertThat(found.get("runs").asInt()).isEqualTo(2);
        assertThat(found.get("parameters").get("Cmid").asDouble()).isCloseTo(1e12, Offset.offset(1.5e11));
        assertThat(found.get("asymptote").get("accuracy").asDouble()).isCloseTo(.61, Offset.offset(.02));
        assertThat(found.get("asymptote").has("undetermined")).isFalse();
        assertThat(found.get("forecast").get("accuracy").asDouble()).isCloseTo(.6048, Offset.offset(.02));
        assertThat(found.get("registered").get("id").asString()).isEqualTo("end");
        CommandRun score =
                execute("forecast score IN/ledger --id end --loss 0.605 --started 2999-01-01T00:00:00Z --json");
        assertThat(score.code()).as(score.error()).isZero();
        assertThat(score.json().get("inside").asBoolean()).isTrue();
    }

    @Test
    void beforeTheBendItSaysUndeterminedAndWhatWouldDecide() {
        CommandRun run = execute("fit IN/rl.csv --law rl-sigmoid --where flops<9e11 --bootstrap 60 --end 1e13");
        assertThat(run.code()).as(run.error()).isZero();
        assertThat(run.output())
                .contains("Law: rl-sigmoid, R = R0", "16 points of 2 runs (seed)", "weighed by trials")
                .contains("Asymptote: undetermined; the 90% interval of the asymptote")
                .contains("What would decide: RL up to")
                .contains("Forecast at C = 1.000e+13: undetermined");
    }

    @Test
    void logComputeShowsItsOwnParametersBesideTheSameComparison() {
        CommandRun run = execute("fit IN/rl.csv --law log-compute --start 0.27 --bootstrap 60");
        assertThat(run.code()).as(run.error()).isZero();
        assertThat(run.output()).contains("Law: log-compute, R = a + b log10 C", "  rl-sigmoid", "  log-compute");
    }
}
