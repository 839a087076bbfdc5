package dev.blueline.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.engine.Learner.StepResult;
import org.junit.jupiter.api.Test;

class SpikeGuardTest {

    private static SpikeGuard after(int steps) {
        SpikeGuard guard = new SpikeGuard(SpikeGuard.State.FRESH);
        for (int i = 0; i < steps; i++) {
            guard.applied(new StepResult(3, i % 2 == 0 ? 0.4 : 0.6));
        }
        return guard;
    }

    @Test
    void nothingIsLeftOutBeforeTheUsualNormIsKnown() {
        assertThat(after(SpikeGuard.WINDOW - 1).limit()).isInfinite();
        assertThat(after(SpikeGuard.WINDOW).limit()).isEqualTo(SpikeGuard.FACTOR * 0.5);
    }

    @Test
    void aSpikeIsDescribedAndHardlyMovesTheLimit() {
        SpikeGuard guard = after(SpikeGuard.WINDOW);
        assertThat(guard.leftOut(200, new StepResult(3, 41.25)))
                .isEqualTo("step 200 left out: gradient norm 41.3 where 0.500 is usual");
        assertThat(guard.lost()).isFalse();
        assertThat(guard.limit()).isBetween(4.0, 6.0);
    }

    @Test
    void threeHighNormsInARowAreANewLevel() {
        SpikeGuard guard = after(SpikeGuard.WINDOW);
        for (int i = 0; i < SpikeGuard.MOST_IN_A_ROW; i++) {
            assertThat(guard.limit()).isFinite();
            guard.leftOut(i, new StepResult(3, 50));
        }
        assertThat(guard.lost()).isFalse();
        assertThat(guard.limit()).isInfinite();
    }

    @Test
    void threeStepsInARowThatAreNoNumbersAreTooMany() {
        SpikeGuard guard = after(5);
        guard.leftOut(6, new StepResult(Double.NaN, 1));
        guard.leftOut(7, new StepResult(3, Double.POSITIVE_INFINITY));
        assertThat(guard.lost()).isFalse();
        guard.applied(new StepResult(3, 0.5));
        for (int i = 0; i < 3; i++) {
            guard.leftOut(9 + i, new StepResult(Double.NaN, Double.NaN));
        }
        assertThat(guard.lost()).isTrue();
    }

    @Test
    void aGuardGoesOnFromItsState() {
        SpikeGuard guard = after(SpikeGuard.WINDOW + 7);
        guard.leftOut(1, new StepResult(Double.NaN, 0));
        SpikeGuard other = new SpikeGuard(guard.state());
        assertThat(other.limit()).isEqualTo(guard.limit());
        for (SpikeGuard each : new SpikeGuard[] {guard, other}) {
            each.leftOut(2, new StepResult(Double.NaN, 0));
            assertThat(each.lost()).isFalse();
            each.leftOut(3, new StepResult(Double.NaN, 0));
            assertThat(each.lost()).isTrue();
        }
    }
}
