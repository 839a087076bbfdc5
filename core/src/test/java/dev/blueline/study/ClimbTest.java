package dev.blueline.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClimbTest {
    private static final Progress SILENT = advance -> {};

    private final Study study = StudyFile.read(Path.of("..", "studies", "first-look.toml"));

    @TempDir
    Path folder;

    @Test
    void theForecastIsRegisteredBeforeTheHeldOutRungStartsAndScoredAfterwards() {
        MadeUpProcedure procedure = procedure();
        Climb climb = climb(procedure);
        Plan plan = climb.plan(procedure.measure(2), 1200, 10);
        climb.adopt(plan);
        climb.climb(plan, new LocalFleet(2), SILENT, run -> {});
        assertThat(climb.toppedOut(plan)).isFalse();
        Forecast forecast = climb.forecast(plan);
        climb.top(plan, SILENT, run -> {});
        Outcome outcome = climb.outcome(plan);
        assertThat(forecast.registeredAt())
                .isBeforeOrEqualTo(outcome.heldOut().run().provenance().startedAt());
        assertThat(outcome.score().relativeError()).isBetween(-0.05, 0.05);
        assertThat(outcome.fitted())
                .allSatisfy(entry -> assertThat(entry.run().role()).isEqualTo(Run.Role.LADDER));
        assertThat(outcome.lines().getFirst().verdict()).isInstanceOf(Verdict.Blue.class);
    }

    @Test
    void aClockThatJumpsBetweenAllStagesChangesNoFigure() throws IOException {
        Outcome steady = outcome(Files.createDirectory(folder.resolve("steady")), InstantSource.system());
        Instant boot = Instant.parse("1970-01-01T00:03:00Z");
        Iterator<Instant> wild = Stream.iterate(0L, i -> i + 1)
                .map(i -> boot.plus(Duration.ofDays(i % 2 == 0 ? 36_500 - i : i)))
                .iterator();
        Outcome jumping = outcome(Files.createDirectory(folder.resolve("jumping")), wild::next);
        assertThat(jumping.score().startedAt()).isBefore(jumping.forecast().registeredAt());
        assertThat(jumping.score().measured()).isEqualTo(steady.score().measured());
        assertThat(jumping.forecast().predicted()).isEqualTo(steady.forecast().predicted());
        assertThat(jumping.forecast().dataHash()).isEqualTo(steady.forecast().dataHash());
        assertThat(jumping.lines()).isEqualTo(steady.lines());
    }

    private Outcome outcome(Path out, InstantSource clock) {
        MadeUpProcedure procedure = new MadeUpProcedure(study, new Ledger(out), 2_000_000_000);
        Climb climb = new Climb(
                study,
                procedure,
                new Ledger(out),
                new ForecastRegistry(out, clock),
                out,
                new Climb.Settings(MadeUpProcedure.METRIC, "all", 2, 1));
        Plan plan = climb.plan(procedure.measure(2), 1200, 10);
        climb.adopt(plan);
        climb.climb(plan, new LocalFleet(2), SILENT, run -> {});
        climb.forecast(plan);
        climb.top(plan, SILENT, run -> {});
        return climb.outcome(plan);
    }

    @Test
    void aStoppedClimbRepeatsNothingAndKeepsItsForecast() {
        MadeUpProcedure first = procedure();
        Climb before = climb(first);
        Plan plan = before.plan(first.measure(2), 1200, 10);
        before.adopt(plan);
        before.climb(plan, new LocalFleet(1), SILENT, run -> {});
        Forecast forecast = before.forecast(plan);

        MadeUpProcedure second = procedure();
        Climb after = climb(second);
        Plan again = after.earlierPlan(1200).orElseThrow();
        assertThat(again).isEqualTo(plan);
        after.climb(again, new LocalFleet(1), SILENT, run -> {});
        assertThat(second.carriedOut).isEmpty();
        assertThat(after.forecast(again)).isEqualTo(forecast);
        after.top(again, SILENT, run -> {});
        after.top(again, SILENT, run -> {});
        assertThat(second.carriedOut).hasSize(1);
        assertThat(after.outcome(again).forecast()).isEqualTo(forecast);
    }

    @Test
    void moreBudgetInTheSameFolderReusesEveryRungAndClimbsHigher() {
        MadeUpProcedure first = procedure();
        Plan low = whole(first, 1200);
        MadeUpProcedure second = procedure();
        Plan high = whole(second, 7200);
        assertThat(second.carriedOut).doesNotContainAnyElementsOf(first.carriedOut);
        assertThat(new HashSet<>(second.carriedOut)).hasSameSizeAs(second.carriedOut);
        assertThat(high.fitCompute()).isGreaterThan(low.fitCompute());
        assertThat(new ForecastRegistry(folder).scores()).hasSize(2);
    }

    private Plan whole(MadeUpProcedure procedure, double budget) {
        Climb climb = climb(procedure);
        Plan plan = climb.plan(procedure.measure(2), budget, 10);
        climb.adopt(plan);
        climb.climb(plan, new LocalFleet(2), SILENT, run -> {});
        climb.forecast(plan);
        climb.top(plan, SILENT, run -> {});
        climb.outcome(plan);
        return plan;
    }

    private MadeUpProcedure procedure() {
        return new MadeUpProcedure(study, new Ledger(folder), 2_000_000_000);
    }

    private Climb climb(MadeUpProcedure procedure) {
        return new Climb(
                study,
                procedure,
                new Ledger(folder),
                new ForecastRegistry(folder),
                folder,
                new Climb.Settings(MadeUpProcedure.METRIC, "all", 2, 1));
    }
}
