package dev.blueline.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ladders that pass the end of their text. */
class ReadingTest {
    private static final Progress SILENT = advance -> {};
    private static final Path FIRST_LOOK = Path.of("..", "studies", "first-look.toml");

    @TempDir
    Path folder;

    @Test
    void aLadderPastItsTextIsForecastWithTheLawOfRepeatedText() throws IOException {
        // text of 1M tokens, losses made with RD = 3; rungs of 1M, 2M, 4M, 8M tokens
        Outcome outcome = outcome(study(16), 1_000_000, folder.resolve("fitted"));
        assertThat(outcome.reading().way()).isEqualTo(Reading.Way.FITTED);
        assertThat(outcome.reading().rD()).isBetween(2.0, 4.5);
        assertThat(3.0)
                .isBetween(outcome.reading().low() / 1.2, outcome.reading().high() * 1.2);
        assertThat(outcome.forecast().point().tokens()).isBetween(2_500_000.0, 5_500_000.0);
        assertThat(outcome.score().relativeError()).isBetween(-0.05, 0.05);
        assertThat(outcome.reading().inWords(outcome.plan().runs()))
                .contains("64x2/4M 4.0 times")
                .contains("agree with best");
    }

    @Test
    void whereOnlyTheHeldOutRungRepeatsThePublishedConstantStandsIn() throws IOException {
        Outcome outcome = outcome(study(2), 8_000_000, folder.resolve("published"));
        assertThat(outcome.plan().top().tokens().getFirst()).isGreaterThan(8_000_000);
        assertThat(outcome.reading().way()).isEqualTo(Reading.Way.PUBLISHED);
        assertThat(outcome.forecast().point().tokens())
                .isGreaterThan(8_000_000)
                .isLessThan(outcome.plan().top().tokens().getFirst());
        assertThat(outcome.reading().inWords(outcome.plan().runs())).contains("published RD = 15.39");
    }

    @Test
    void withoutLeaveNoRungPassesTheText() throws IOException {
        Outcome outcome = outcome(study(1), 8_000_000, folder.resolve("fresh"));
        assertThat(outcome.reading().way()).isEqualTo(Reading.Way.FRESH);
        assertThat(outcome.reading().inWords(outcome.plan().runs())).isEmpty();
        assertThat(outcome.plan().runs())
                .allSatisfy(run -> assertThat(run.tokens()).isLessThanOrEqualTo(8_000_000));
    }

    @Test
    void leaveOfOneReadingChangesNoIdentity() throws IOException {
        Study without = StudyFile.read(FIRST_LOOK);
        assertThat(study(1).toString()).isEqualTo(without.toString()).doesNotContain("mostEpochs");
        assertThat(study(2).toString()).isNotEqualTo(without.toString());
    }

    @Test
    void repeatedTokensCountAsThePublishedLawHasIt() {
        Reading reading = new Reading(1_000, Reading.Way.PUBLISHED, 15.39, 15.39, 15.39);
        Observation seen = reading.seen(new Observation(10, 4_000, 7, 2, "trunk"));
        // 1000 (1 + 15.39 (1 - exp(-3/15.39)))
        assertThat(seen.tokens()).isCloseTo(3_726.0, within(1.0));
        assertThat(seen.uniqueTokens()).isEqualTo(seen.tokens());
        assertThat(seen.compute()).isEqualTo(7);
        assertThat(reading.target(10, 500, 7).tokens()).isEqualTo(500);
    }

    private Study study(int epochs) throws IOException {
        Path file = folder.resolve("study-" + epochs + ".toml");
        Files.writeString(
                file,
                Files.readString(FIRST_LOOK)
                        .replace(
                                "most_tokens_per_parameter",
                                "most_epochs = " + epochs + ".0\nmost_tokens_per_parameter"));
        return StudyFile.read(file);
    }

    private static Outcome outcome(Study study, long text, Path out) throws IOException {
        Files.createDirectories(out);
        MadeUpProcedure procedure = new MadeUpProcedure(study, new Ledger(out), text);
        Climb climb = new Climb(
                study,
                procedure,
                new Ledger(out),
                new ForecastRegistry(out),
                out,
                new Climb.Settings(MadeUpProcedure.METRIC, "all", 2, 1));
        Plan plan = climb.plan(procedure.measure(2), 1200, 10);
        climb.adopt(plan);
        climb.climb(plan, new LocalFleet(2), SILENT, run -> {});
        climb.forecast(plan);
        climb.top(plan, SILENT, run -> {});
        return climb.outcome(plan);
    }
}
