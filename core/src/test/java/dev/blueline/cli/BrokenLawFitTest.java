package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fit --law bnsl} on the 4-digit addition of Caballero et al. 2023. */
class BrokenLawFitTest {
    @TempDir
    Path folder;

    @BeforeEach
    void runs() throws IOException {
        Files.writeString(folder.resolve("addition.csv"), """
                examples,loss
                160,2.13809046
                192,2.11813418
                256,2.08955508
                320,2.06988398
                384,2.05404987
                448,2.03837089
                480,2.02814281
                512,2.00496872
                544,1.95576149
                576,1.86313841
                608,1.70891537
                640,1.50637664
                672,1.29754721
                736,0.96559684
                800,0.75856477
                864,0.64768338
                928,0.55695445
                """);
    }

    private CommandRun fit(String... more) {
        String[] line = {
            "fit",
            folder.resolve("addition.csv").toString(),
            "--x",
            "examples",
            "--y",
            "loss",
            "--law",
            "bnsl",
            "--bootstrap",
            "50",
            "--objective",
            "squares"
        };
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void theBreakLiesWhereTheAuthorsFoundIt() {
        CommandRun run = fit("--json");
        assertThat(run.code()).isZero();
        assertThat(run.json().at("/parameters/d1").asDouble()).isCloseTo(612.58, Percentage.withPercentage(2));
        assertThat(run.json().at("/parameters/c0").asDouble()).isCloseTo(0.0551, Offset.offset(0.01));
        assertThat(run.json().at("/change_point/finding").asString()).isEqualTo("break");
        assertThat(run.json().at("/change_point/steepens").asBoolean()).isTrue();
        assertThat(run.json().at("/change_point/independent").asInt()).isEqualTo(17);
    }

    @Test
    void theTextNamesTheBreakAndWhatItWasComparedWith() {
        CommandRun run = fit();
        assertThat(run.output())
                .contains("E + b x^-c0 (1 + (x/d1)^(1/f1))^(-c1 f1)")
                .contains("Break: at 60")
                .contains("falls faster after it")
                .contains("17 independent");
    }
}
