package dev.blueline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Optimizer;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule(10);

    @Test
    void theRateRisesLinearlyThenStaysConstant() {
        assertThat(schedule.trunk(0)).isEqualTo(0.1);
        assertThat(schedule.trunk(4)).isEqualTo(0.5);
        assertThat(schedule.trunk(9)).isEqualTo(1);
        assertThat(schedule.trunk(1_000_000)).isEqualTo(1);
    }

    @Test
    void theCooldownFallsAsOneMinusTheRootOfItsProgress() {
        assertThat(schedule.cooldown(124, 100, 200)).isCloseTo(1 - Math.sqrt(0.245), within(1e-12));
        assertThat(schedule.cooldown(199, 100, 200)).isPositive().isLessThan(0.003);
    }

    @Test
    void cooldownTakesAFifthOfEveryRun() {
        Recipe recipe = new Recipe(2048, Optimizer.ADAMW, 0, 0.5, 0.1, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.05, 0.2, 2, 0.5);
        assertThat(recipe.steps(1_000_000)).isEqualTo(488);
        assertThat(recipe.branchPoint(488)).isEqualTo(390);
    }
}
