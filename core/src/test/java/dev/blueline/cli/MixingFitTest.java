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

class MixingFitTest {
    @TempDir
    Path folder;

    /** Two losses, each 1 + exp(-2 r) of its own share: by symmetry the best for both alike is half and half, of loss 1 + exp(-1). */
    @BeforeEach
    void runs() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder csv = new StringBuilder("code,prose,code_loss,prose_loss\n");
        for (int i = 1; i < 12; i++) {
            double share = i / 12.0;
            csv.append(String.format(
                    Locale.ROOT,
                    "%.6f,%.6f,%.6f,%.6f%n",
                    share,
                    1 - share,
                    (1 + Math.exp(-2 * share)) * Math.exp(.001 * random.nextGaussian()),
                    (1 + Math.exp(-2 * (1 - share))) * Math.exp(.001 * random.nextGaussian())));
        }
        Files.writeString(folder.resolve("mixtures.csv"), csv);
    }

    private CommandRun execute(String line) {
        return CommandRun.of(Stream.of(line.split(" ", -1))
                .map(word -> word.replace("IN", folder.toString()))
                .toArray(String[]::new));
    }

    @Test
    void theBestMixtureOfTwoAlikeDomainsIsHalfOfEach() {
        CommandRun run = execute(
                "fit IN/mixtures.csv --law mixing --shares code,prose --losses code_loss,prose_loss --bootstrap 100 --json");
        assertThat(run.code()).as(run.error()).isZero();
        JsonNode best = run.json().get("best");
        JsonNode code = best.get("shares").get("code");
        assertThat(code.get("share").asDouble()).isCloseTo(.5, Offset.offset(.03));
        assertThat(code.get("interval").get(0).asDouble()).isLessThan(.5);
        assertThat(code.get("interval").get(1).asDouble()).isGreaterThan(.5);
        assertThat(best.get("loss").asDouble()).isCloseTo(1 + Math.exp(-1), Offset.offset(.003));
        assertThat(run.json().get("laws").get(0).get("held_out").asDouble()).isBetween(.0003, .004);
        assertThat(run.json().get("goal").get("code_loss").asDouble()).isEqualTo(.5);
    }

    @Test
    void aGoalOfOneLossTakesAllTextOfItsDomainAndSaysThatThisExtrapolates() {
        CommandRun run = execute(
                "fit IN/mixtures.csv --law mixing --shares code,prose --losses code_loss,prose_loss --goal code_loss=1"
                        + " --bootstrap 100");
        assertThat(run.code()).as(run.error()).isZero();
        assertThat(run.output())
                .contains("Law: mixing", "Best mixture for 1 code_loss", "100.0%", "held out")
                .contains("Warning: the best share of code lies outside those of the runs");
    }
}
