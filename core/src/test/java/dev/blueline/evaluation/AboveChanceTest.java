package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class AboveChanceTest {

    @Test
    void chanceIsNoughtAndAlwaysRightIsOne() {
        assertThat(AboveChance.of(0.25, 0.05, 0.25, 1000).value()).isZero();
        assertThat(AboveChance.of(1, 0.05, 0.25, 1000).value()).isEqualTo(1);
        AboveChance half = AboveChance.of(0.625, 0.03, 0.25, 1000);
        assertThat(half.value()).isCloseTo(0.5, within(1e-12));
        assertThat(half.standardError()).isCloseTo(0.04, within(1e-12));
        assertThat(half.low()).isCloseTo(0.5 - 1.645 * 0.04, within(1e-4));
        assertThat(half.high()).isCloseTo(0.5 + 1.645 * 0.04, within(1e-4));
    }

    @Test
    void allRightIsNotSureAndOneTemplateHasAnError() {
        // 96 of 96 right: 98 of 100 with two and two added, error .014; over (1 - .5).
        assertThat(AboveChance.of(1, 0, 0.5, 96).standardError()).isCloseTo(0.028, within(1e-12));
        // 48 of 96: 50 of 100, error .05.
        assertThat(AboveChance.of(0.5, Double.NaN, 0, 96).standardError()).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void seedsShrinkTheirScatterButNotTheErrorOfTheItems() {
        AboveChance mean = AboveChance.mean(List.of(new AboveChance(0.4, 0.03), new AboveChance(0.6, 0.03)));
        assertThat(mean.value()).isCloseTo(0.5, within(1e-12));
        // Scatter .02 over two seeds: .01 of variance, and the items' .0009.
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(0.0109), within(1e-12));
    }

    @Test
    void onlyRunsOfTheLadderAndHeldOutCountAndSeedsAreOneModel() {
        List<Ledger.Entry> entries = List.of(
                AskedRuns.run(64, 4, 1).asked("grammar", 0.8, 0.01, 0.5).entry(),
                AskedRuns.run(32, 4, 1).asked("grammar", 0.6, 0.01, 0.5).entry(),
                AskedRuns.run(32, 2, 1).asked("grammar", 0.6, 0.01, 0.5).entry(),
                AskedRuns.run(32, 4, 2).asked("grammar", 0.7, 0.01, 0.5).entry(),
                AskedRuns.run(Run.Role.HELD_OUT, Run.Status.FINISHED, 96, 8, 1)
                        .asked("grammar", 0.9, 0.01, 0.5)
                        .entry(),
                AskedRuns.run(Run.Role.RATE_CHECK, Run.Status.FINISHED, 128, 4, 1)
                        .asked("grammar", 0.8, 0.01, 0.5)
                        .entry(),
                AskedRuns.run(Run.Role.LADDER, Run.Status.DIVERGED, 160, 4, 1)
                        .asked("grammar", 0.8, 0.01, 0.5)
                        .entry(),
                AskedRuns.run(192, 4, 1).entry());
        List<AskedModel> models = AskedModel.of(entries);
        assertThat(models)
                .extracting(AskedModel::rung)
                .containsExactly("32x2/2.0M", "32x2/4.0M", "64x2/4.0M", "96x2/8.0M");
        assertThat(AskedModel.longest(models))
                .extracting(AskedModel::rung)
                .containsExactly("32x2/4.0M", "64x2/4.0M", "96x2/8.0M");
        assertThat(models.get(1).score("grammar").orElseThrow().value()).isCloseTo(0.3, within(1e-12));
        assertThat(models.get(1).score("spatial")).isEmpty();
    }

    @Test
    void slicesAreTakenApart() {
        assertThat(TaskSlice.of("grammar")).isEqualTo(new TaskSlice("grammar", "grammar", ""));
        assertThat(TaskSlice.of("my/items/3").skill()).isEqualTo("my/items");
        assertThat(TaskSlice.of("my/items").skill()).isEqualTo("my/items");
        assertThat(TaskSlice.of("spatial/steps:3").number(TaskSlice.STEPS)).hasValue(3);
        assertThat(TaskSlice.of("knowledge/stated:0").number(TaskSlice.STATED)).hasValue(0);
        assertThat(TaskSlice.of("spatial/steps:3").number("")).isEmpty();
    }
}
