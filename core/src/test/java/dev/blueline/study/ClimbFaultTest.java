package dev.blueline.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a study when its runs break. */
class ClimbFaultTest {
    private final Study study = StudyFile.read(Path.of("..", "studies", "first-look.toml"));
    private final List<Run> ended = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Breaks before a trunk's second run, or its first if there is no second. */
    private static final class Breaking implements Procedure {
        private final MadeUpProcedure good;
        private final Function<Trunk, Optional<Throwable>> fault;

        Breaking(MadeUpProcedure good, Function<Trunk, Optional<Throwable>> fault) {
            this.good = good;
            this.fault = fault;
        }

        @Override
        public void carryOut(Trunk trunk, int threads, Progress progress, Consumer<Run> finished) {
            Optional<Throwable> thrown = fault.apply(trunk);
            if (thrown.isEmpty()) {
                good.carryOut(trunk, threads, progress, finished);
                return;
            }
            if (trunk.tokens().size() > 1) {
                good.carryOut(trunk.with(trunk.tokens().subList(0, 1)), threads, progress, finished);
            }
            throw ClimbFaultTest.<RuntimeException>sneaky(thrown.get());
        }

        @Override
        public void fail(Trunk trunk, int threads, Fault why, Consumer<Run> finished) {
            good.fail(trunk, threads, why, finished);
        }

        @Override
        public String identity(Rung rung) {
            return good.identity(rung);
        }

        @Override
        public Run.Parameters parameters(Size size) {
            return good.parameters(size);
        }

        @Override
        public double trainingFlops(Size size, long tokens) {
            return good.trainingFlops(size, tokens);
        }

        @Override
        public double measuringFlops(Size size) {
            return good.measuringFlops(size);
        }

        @Override
        public long availableTokens() {
            return good.availableTokens();
        }

        @Override
        public Rates measure(int workers) {
            return good.measure(workers);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private Climb climb(Function<Trunk, Optional<Throwable>> fault) {
        Ledger ledger = new Ledger(folder);
        return new Climb(
                study,
                new Breaking(new MadeUpProcedure(study, ledger, 2_000_000_000), fault),
                ledger,
                new ForecastRegistry(folder),
                folder,
                new Climb.Settings(MadeUpProcedure.METRIC, "all", 2, 1));
    }

    private static Function<Trunk, Optional<Throwable>> only(String size, int seed, Throwable thrown) {
        return trunk ->
                trunk.role() == Run.Role.LADDER && trunk.size().toString().equals(size) && trunk.seed() == seed
                        ? Optional.of(thrown)
                        : Optional.empty();
    }

    private Plan planned(Climb climb) {
        Plan plan = climb.plan(MadeUpProcedure.rates(2), 1200, 10);
        climb.adopt(plan);
        return plan;
    }

    private void ladder(Climb climb, Plan plan) {
        climb.climb(plan, new LocalFleet(2), advance -> {}, ended::add);
    }

    private List<Run> failed() {
        return new Ledger(folder)
                .entries().stream()
                        .map(Ledger.Entry::run)
                        .filter(run -> run.status() == Run.Status.FAILED)
                        .toList();
    }

    @Test
    void aBrokenTrunkIsMarkedWithItsCauseAndTheStudyGoesOnWithoutIt() {
        Climb climb = climb(only("64x2", 1000, new IllegalStateException("a worker failed: x", new Error("x\nmore"))));
        Plan plan = planned(climb);
        ladder(climb, plan);
        climb.forecast(plan);
        climb.top(plan, advance -> {}, ended::add);
        Outcome outcome = climb.outcome(plan);
        assertThat(failed()).isNotEmpty().allSatisfy(run -> {
            assertThat(run.rung()).startsWith("64x2/");
            assertThat(run.seed()).isEqualTo(1000);
            assertThat(run.note()).startsWith("Error: x at ").doesNotContain("\n");
        });
        assertThat(outcome.leftOut()).isEqualTo(failed());
        assertThat(outcome.fitted()).extracting(Ledger.Entry::run).doesNotContainAnyElementsOf(failed());
        assertThat(ended).containsAll(failed());
        // its first run had ended before
        assertThat(outcome.entries())
                .anyMatch(entry -> entry.run().rung().startsWith("64x2/")
                        && entry.run().seed() == 1000
                        && entry.run().succeeded());
    }

    @Test
    void failedRunsAreTriedAgainUntilTheForecastStands() {
        Climb first = climb(only("64x2", 1000, new OutOfMemoryError("Java heap space")));
        Plan plan = planned(first);
        ladder(first, plan);
        assertThat(failed())
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.note()).startsWith("out of memory"));
        List<Run> before = failed();

        Climb second = climb(trunk -> Optional.empty());
        Plan again = second.earlierPlan(1200).orElseThrow();
        assertThat(second.open(again).stream().flatMap(trunk -> trunk.rungs().stream()))
                .hasSameSizeAs(before);
        ladder(second, again);
        assertThat(failed()).isEmpty();
        assertThat(second.open(again)).isEmpty();
    }

    @Test
    void onceTheForecastStandsItsRunsStayAsTheyAre() {
        Climb first = climb(only("64x2", 1000, new OutOfMemoryError("Java heap space")));
        Plan plan = planned(first);
        ladder(first, plan);
        first.forecast(plan);
        assertThat(first.open(plan)).isEmpty();
        assertThat(failed()).isNotEmpty();
    }

    @Test
    void aFaultThatMeetsTheFirstThreeTrunksStopsTheStudyInOneLine() {
        Climb climb = climb(trunk -> Optional.of(new ArithmeticException("a bug")));
        Plan plan = planned(climb);
        assertThatThrownBy(() -> ladder(climb, plan))
                .isInstanceOf(StudyFailure.class)
                .hasMessageMatching("the first \\d trunks all failed of one cause, ArithmeticException: a bug .*")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void moreThanAThirdOfTheTrunksFailingStopsTheStudy() {
        int[] trunks = {0};
        Climb climb = climb(trunk ->
                trunks[0]++ % 2 == 0 ? Optional.of(new IllegalStateException("fault " + trunks[0])) : Optional.empty());
        Plan plan = planned(climb);
        assertThatThrownBy(() -> climb.climb(plan, new LocalFleet(1), advance -> {}, ended::add))
                .isInstanceOf(StudyFailure.class)
                .hasMessageContaining(" of " + plan.trunks().size() + " trunks failed, the last of IllegalState");
    }

    @Test
    void badInputAndTheDiskStopTheStudyAtOnce() {
        for (RuntimeException fatal :
                List.of(new BadInput("no"), new UncheckedIOException("cannot write x", new IOException("disk full")))) {
            for (Throwable thrown : List.of(fatal, new IllegalStateException("a worker failed", fatal))) {
                Climb climb = climb(only("64x2", 1000, thrown));
                Plan plan = planned(climb);
                assertThatThrownBy(() -> ladder(climb, plan)).isSameAs(thrown);
            }
        }
        assertThat(failed()).isEmpty();
    }

    @Test
    void aHeldOutRungThatBreaksLeavesItsForecastOpenAndIsTriedAgain() {
        Climb first = climb(trunk -> trunk.role() == Run.Role.HELD_OUT
                ? Optional.of(new OutOfMemoryError("Java heap space"))
                : Optional.empty());
        Plan plan = planned(first);
        ladder(first, plan);
        Forecast forecast = first.forecast(plan);
        assertThatThrownBy(() -> first.top(plan, advance -> {}, ended::add))
                .isInstanceOf(StudyFailure.class)
                .hasMessageContaining("its forecast stays open, and the same command tries the rung again");
        assertThat(failed()).singleElement().extracting(Run::role).isEqualTo(Run.Role.HELD_OUT);
        assertThat(first.toppedOut(plan)).isFalse();

        Climb second = climb(trunk -> Optional.empty());
        // whatever the budget: the open forecast comes first
        Plan again = second.earlierPlan(9999).orElseThrow();
        second.top(again, advance -> {}, ended::add);
        Outcome outcome = second.outcome(again);
        assertThat(outcome.forecast()).isEqualTo(forecast);
        assertThat(outcome.leftOut()).isEmpty();
    }

    @Test
    void tooFewRunsForALawSayWhyTheOthersAreMissing() {
        Climb climb = climb(trunk -> Optional.empty());
        Plan plan = planned(climb);
        Trunk one = plan.trunks().getFirst();
        new MadeUpProcedure(study, new Ledger(folder), 2_000_000_000)
                .fail(one, 1, new Fault("k", "a cause", false, new Error()), run -> {});
        assertThatThrownBy(() -> climb.forecast(plan))
                .isInstanceOf(StudyFailure.class)
                .hasMessageContaining("only 0 fitted runs ended well")
                .hasMessageEndingWith("failed: a cause");
    }
}
