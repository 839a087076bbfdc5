package dev.blueline.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Chinchilla;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final Comparison.Settings QUICK =
            new Comparison.Settings(200, 1, 2, 0.9, Optional.empty(), Growth.CHEAPEST);

    /** Twelve pairs of recipes each; the full table is {@link ComparisonStudy}'s. */
    @ParameterizedTest
    @CsvSource({"CONSTANT, true", "FADING, true", "GROWING, true", "NONE, true", "CONSTANT, false", "FADING, false"})
    void intervalsHoldTheTruthAndVerdictsAreSeldomWrong(SimulatedRecipes.Truth truth, boolean paired) {
        ComparisonStudy.Row row = ComparisonStudy.measure(truth, 0.003, paired, 0, 12);
        assertThat(row.multipliers()).isGreaterThan(0.75);
        assertThat(row.trend()).isGreaterThan(0.6);
        assertThat(row.wrong()).isLessThan(0.2);
        assertThat(row.right()).isGreaterThan(0.7);
    }

    @Test
    void withoutNoiseTheMultiplierOfTokensIsExactAtEverySizeAndNumberOfTokens() {
        Challenger challenger = Comparison.of(
                        List.of(grid("plain", 1, 1), grid("trick", 1.4, 1)),
                        new Comparison.Settings(100, 1, 2, 0.9, Optional.empty(), Growth.TOKENS))
                .challengers()
                .getFirst();
        assertThat(challenger.points()).hasSize(12).allSatisfy(point -> {
            assertThat(point.multiplier().value()).isCloseTo(1.4, within(0.05));
            assertThat(point.match()).isEqualTo(Match.SEEDS);
        });
    }

    @Test
    void flopsThatATrickCostsAreTakenOff() {
        List<Double> factors = new ArrayList<>();
        for (double cost : new double[] {1, 1.25}) {
            factors.add(Comparison.of(List.of(grid("plain", 1, 1), grid("trick", 1.4, cost)), QUICK)
                    .challengers()
                    .getFirst()
                    .points()
                    .getFirst()
                    .multiplier()
                    .value());
        }
        assertThat(factors.get(1)).isCloseTo(factors.getFirst() / 1.25, within(0.01));
    }

    @Test
    void theUnitsOfLossComputeAndSizeDoNotMatter() {
        SimulatedRecipes recipes = SimulatedRecipes.draw(SimulatedRecipes.Truth.CONSTANT, 0.003, true, 5);
        List<Recipe> scaled = recipes.recipes().stream()
                .map(recipe -> new Recipe(
                        recipe.name(),
                        recipe.observations().stream()
                                .map(run -> new Observation(
                                        run.parameters() / 1e6,
                                        run.tokens() / 1e9,
                                        run.compute() / 1e18,
                                        run.loss() / Math.log(2),
                                        run.trunk()))
                                .toList(),
                        recipe.seeds()))
                .toList();
        Estimate here = average(recipes.recipes());
        Estimate there = average(scaled);
        assertThat(there.value()).isCloseTo(here.value(), within(1e-3));
        assertThat(there.low()).isCloseTo(here.low(), within(1e-3));
    }

    @Test
    void pairsOfSeedsGiveNarrowerIntervalsThanTheSameRunsUnpaired() {
        SimulatedRecipes recipes = SimulatedRecipes.draw(SimulatedRecipes.Truth.CONSTANT, 0.01, true, 3);
        List<Recipe> anonymous = recipes.recipes().stream()
                .map(recipe -> new Recipe(recipe.name(), recipe.observations()))
                .toList();
        Estimate paired = average(recipes.recipes());
        Estimate unpaired = average(anonymous);
        assertThat(paired.high() / paired.low()).isLessThan(unpaired.high() / unpaired.low());
    }

    @Test
    void sizesTheBaselineNeverRanAreComparedByItsLaw() {
        SimulatedRecipes recipes = SimulatedRecipes.draw(SimulatedRecipes.Truth.CONSTANT, 0.003, true, 8);
        Recipe trick = recipes.recipes().getLast();
        List<Observation> moved = trick.observations().stream()
                .map(run -> new Observation(
                        run.parameters() * 1.1, run.tokens() / 1.1, run.compute(), run.loss(), run.trunk()))
                .toList();
        Challenger challenger = Comparison.of(
                        List.of(recipes.recipes().getFirst(), new Recipe("trick", moved, trick.seeds())), QUICK)
                .challengers()
                .getFirst();
        assertThat(challenger.points())
                .allSatisfy(point -> assertThat(point.match()).isEqualTo(Match.LAW));
        assertThat(challenger.average().value()).isCloseTo(1.3, within(0.1));
        assertThat(challenger.notes()).anyMatch(note -> note.startsWith("4 of 4 scales"));
    }

    @Test
    void noiseTooLargeForAnAnswerNamesTheRunsThatAreMissing() {
        Challenger challenger = IntStream.range(0, 10)
                .mapToObj(seed -> SimulatedRecipes.draw(SimulatedRecipes.Truth.CONSTANT, 0.02, false, seed))
                .map(recipes ->
                        Comparison.of(recipes.recipes(), QUICK).challengers().getFirst())
                .filter(one -> one.verdict() instanceof Decision.CannotTell)
                .findFirst()
                .orElseThrow();
        assertThat(challenger.verdict()).isInstanceOfSatisfying(Decision.CannotTell.class, open -> {
            assertThat(open.runs()).isNotEmpty();
            assertThat(open.narrows()).isBetween(0.0, 1.0);
        });
        assertThat(challenger.sentence()).startsWith("Cannot tell whether trick scales");
    }

    @Test
    void tooFewRecipesOrScalesAreNamed() {
        Recipe plain = grid("plain", 1, 1);
        assertThatThrownBy(() -> Comparison.of(List.of(plain), QUICK))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two recipes or more");
        assertThatThrownBy(() -> Comparison.of(List.of(plain, plain), QUICK))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two recipes are called plain");
        Recipe one = new Recipe("one", plain.observations().subList(0, 1));
        assertThatThrownBy(() -> Comparison.of(List.of(one, plain), QUICK))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("was run at 1 scale");
        assertThatThrownBy(() -> Comparison.of(List.of(plain, one), QUICK))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("takes runs at two or more");
        assertThatThrownBy(() -> Comparison.of(
                        List.of(plain, grid("trick", 2, 1)),
                        new Comparison.Settings(100, 1, 1, 0.9, Optional.of("plane"), Growth.CHEAPEST)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no recipe is called plane");
    }

    private static Estimate average(List<Recipe> recipes) {
        return Comparison.of(recipes, QUICK).challengers().getFirst().average();
    }

    /** Four sizes at three numbers of tokens, one seed, no noise; a trick as good as that many times the tokens. */
    private static Recipe grid(String name, double tokens, double cost) {
        Law law = new Chinchilla(1.69, 406.4, 0.34, 410.7, 0.28);
        List<Observation> runs = new ArrayList<>();
        List<String> seeds = new ArrayList<>();
        for (double n : new double[] {1e7, 3e7, 1e8, 3e8}) {
            for (double d : new double[] {2e8, 8e8, 3.2e9}) {
                double loss = law.predict(new Target(n, tokens * d, 6 * n * tokens * d));
                runs.add(new Observation(n, d, cost * 6 * n * d, loss, "" + n));
                seeds.add("0");
            }
        }
        return new Recipe(name, runs, seeds);
    }
}
