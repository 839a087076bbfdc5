package dev.blueline.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private final Study study = StudyFile.read(Path.of("..", "studies", "first-look.toml"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {120, 300, 600, 1200, 3600, 4 * 3600, 24 * 3600})
    void aPlanKeepsItsBudget(double budget) {
        Plan plan = plan(budget, Set.of());
        assertThat(plan.expectedSeconds()).isLessThanOrEqualTo(budget);
        assertThat(plan.top().role()).isEqualTo(Run.Role.HELD_OUT);
        assertThat(plan.fitCompute() * 1.99).isLessThan(flops(plan.top()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1200, 3600, 4 * 3600})
    void aLongBudgetHoldsOutAtLeastFiveTimesAndFitsOverTenTimes(double budget) {
        Plan plan = plan(budget, Set.of());
        assertThat(plan.factor()).isGreaterThanOrEqualTo(5);
        assertThat(plan.span()).isGreaterThanOrEqualTo(10);
        assertThat(plan.trunks().stream()
                        .filter(trunk -> trunk.role() == Run.Role.LADDER)
                        .map(Trunk::size)
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void moreBudgetClimbsHigherOnTheSameGrid() {
        double before = 0;
        Set<String> fewer = Set.of();
        for (double budget : List.of(600.0, 1800.0, 7200.0)) {
            Plan plan = plan(budget, Set.of());
            assertThat(flops(plan.top())).isGreaterThan(before);
            Set<String> ladder = plan.runs().stream()
                    .filter(run -> run.role() == Run.Role.LADDER)
                    .map(run -> run.rung() + " " + run.seed())
                    .collect(Collectors.toSet());
            assertThat(ladder).containsAll(fewer);
            before = flops(plan.top());
            fewer = ladder;
        }
    }

    @Test
    void finishedRunsCostNothingAndAreNotPlannedAgain() {
        MadeUpProcedure procedure = procedure();
        Plan first = plan(600, Set.of());
        Set<String> finished = first.trunks().stream()
                .flatMap(trunk -> trunk.rungs().stream())
                .map(procedure::identity)
                .collect(Collectors.toSet());
        Plan second = plan(600, finished);
        assertThat(flops(second.top())).isGreaterThanOrEqualTo(flops(first.top()));
        assertThat(second.trunks().stream()
                        .flatMap(trunk -> trunk.rungs().stream())
                        .map(procedure::identity))
                .doesNotContainAnyElementsOf(finished);
    }

    @Test
    void aHeldOutRungIsOfferedOnlyOnce() {
        MadeUpProcedure procedure = procedure();
        Plan first = plan(600, Set.of());
        String top = procedure.identity(first.top().rungs().getFirst());
        Plan second = plan(1800, Set.of(top));
        assertThat(flops(second.top())).isGreaterThan(flops(first.top()));
    }

    @Test
    void tooLittleTimeIsBadInputThatNamesTheLeast() {
        assertThatThrownBy(() -> plan(45, Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("too small")
                .hasMessageContaining("--budget");
    }

    /** A change-point finds no step of ordinary size below sixteen. */
    @ParameterizedTest
    @ValueSource(doubles = {1500, 1800, 3600})
    void theStudyOfSkillsHasSixteenPairsOfSizeAndSeedOnAFastMachineAndABusyOne(double budget) {
        Study skills = StudyFile.read(Path.of("..", "studies", "skills.toml"));
        Rates busy = new Rates(
                2, 1e11, List.of(new Rates.Speed(32, 27e9), new Rates.Speed(64, 26e9), new Rates.Speed(96, 21e9)), 1.9);
        for (Rates rates : List.of(busy, MadeUpProcedure.rates(2))) {
            Plan plan = new Planner(
                            skills,
                            new MadeUpProcedure(skills, new Ledger(folder), 20_000_000),
                            1,
                            rates,
                            Set.of(),
                            List.of())
                    .plan(budget, 100);
            assertThat(plan.trunks().stream()
                            .filter(trunk -> trunk.role() == Run.Role.LADDER)
                            .map(trunk -> trunk.size() + " " + trunk.seed())
                            .distinct())
                    .hasSizeGreaterThanOrEqualTo(16);
        }
    }

    @Test
    void tooLittleTextIsBadInput() {
        assertThatThrownBy(() -> new Planner(
                                study,
                                new MadeUpProcedure(study, new Ledger(folder), 300_000),
                                1,
                                MadeUpProcedure.rates(2),
                                Set.of(),
                                List.of())
                        .plan(600, 10))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--corpus");
    }

    /** By compute alone, on a fast machine: 40 s are too few for the skills study's cheapest plan, 25 minutes are not. */
    @Test
    void aBudgetThatNoMachineKeepsIsRefusedWithoutAnyText() {
        Study skills = StudyFile.read(Path.of("..", "studies", "skills.toml"));
        assertThatThrownBy(() -> Planner.requirePossible(skills, 2, 40))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("too small")
                .hasMessageContaining("--budget");
        assertThatCode(() -> Planner.requirePossible(skills, 2, 1500)).doesNotThrowAnyException();
        assertThatCode(() -> Planner.requirePossible(study, 2, 120)).doesNotThrowAnyException();
    }

    /** What a fast machine could do is refused by no estimate before the text is read. */
    @ParameterizedTest
    @ValueSource(doubles = {25, 30, 40, 60, 90, 120, 300})
    void whatIsRefusedWithoutTextIsRefusedWithAnyText(double budget) {
        Rates fast = new Rates(2, 200e9, List.of(new Rates.Speed(32, 150e9)), 2);
        boolean possible = true;
        try {
            Planner.requirePossible(study, 2, budget);
        } catch (BadInput tooSmall) {
            possible = false;
        }
        for (long tokens : List.of(2_000_000L, 5_000_000L, 20_000_000L, 2_000_000_000L)) {
            Planner planner = new Planner(study, new WithoutText(study, tokens), 1, fast, Set.of(), List.of());
            try {
                planner.plan(budget, 0);
                assertThat(possible).as("%d tokens", tokens).isTrue();
            } catch (BadInput tooSmall) {
                assertThat(tooSmall).isInstanceOf(BadInput.class);
            }
        }
    }

    @Test
    void aGridWithTooFewRungsForALawIsRefusedBeforeAnythingRuns() {
        Study few = withLadder(List.of(new Size(32, 1), new Size(64, 2)), List.of(1_000_000L));
        assertThatThrownBy(() -> Planner.requirePossible(few, 2, 3600))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 rungs of different compute")
                .hasMessageContaining("ladder.tokens");
        Study enough = withLadder(List.of(new Size(32, 1), new Size(64, 2)), List.of(1_000_000L, 2_000_000L));
        assertThatCode(() -> Planner.requirePossible(enough, 2, 3600)).doesNotThrowAnyException();
    }

    /** Both are as many whole steps. */
    @Test
    void tokenCountsOfEquallyManyStepsAreOneRung() {
        Study same = withLadder(List.of(new Size(32, 1), new Size(64, 2)), List.of(1_000_000L, 1_000_100L));
        assertThatThrownBy(() -> Planner.requirePossible(same, 2, 3600))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 rungs");
    }

    /** A run of 10.3 batches is made of 10 or 11: it must not fall out of the fit by that. */
    @Test
    void theLargestFittedRungIsFittedThoughItsRunIsWholeSteps() {
        long batch = study.training().batchTokens();
        List<Long> tokens = List.of(batch * 5 + batch * 3 / 4, batch * 10 + batch * 3 / 4, batch * 20 + batch * 3 / 4);
        Study shortRuns = withLadder(List.of(new Size(32, 1), new Size(64, 2)), tokens);
        Plan plan = new Planner(
                        shortRuns,
                        new WithoutText(shortRuns, 2_000_000_000),
                        1,
                        MadeUpProcedure.rates(2),
                        Set.of(),
                        List.of())
                .plan(3600, 0);
        WithoutText procedure = new WithoutText(shortRuns, 1);
        plan.trunks().stream()
                .filter(trunk -> trunk.role() == Run.Role.LADDER)
                .flatMap(trunk -> trunk.rungs().stream())
                .forEach(rung -> assertThat(procedure.trainingFlops(
                                rung.size(), shortRuns.training().steps(rung.tokens()) * batch))
                        .isLessThanOrEqualTo(plan.fitCompute() * 1.0001));
    }

    private Study withLadder(List<Size> sizes, List<Long> tokens) {
        Study.Ladder ladder = new Study.Ladder(
                sizes,
                tokens,
                List.of(1),
                tokens.getFirst(),
                List.of(4_000_000L),
                1e6,
                List.of(0.001, 1e6),
                List.of(2.0),
                1);
        return new Study(
                study.name(),
                study.question(),
                study.corpus(),
                study.tokenizer(),
                study.model(),
                study.training(),
                ladder,
                study.rateCheck(),
                new Study.Contrast(sizes.getFirst(), 65_536, List.of(2, 4)),
                study.prompts(),
                study.skills());
    }

    private MadeUpProcedure procedure() {
        return new MadeUpProcedure(study, new Ledger(folder), 2_000_000_000);
    }

    private Plan plan(double budget, Set<String> finished) {
        return new Planner(study, procedure(), 1, MadeUpProcedure.rates(2), finished, List.of()).plan(budget, 10);
    }

    private double flops(Trunk top) {
        return procedure().trainingFlops(top.size(), top.tokens().getFirst());
    }
}
