package dev.blueline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Kernels;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import org.junit.jupiter.api.Test;

class KernelClockTest {

    @Test
    void aTimedStepComputesTheSameAndCountsTheFlopsOfTheShape() {
        ModelShape shape = Shapes.ladder(64, 2, 300);
        KernelClock clock = new KernelClock();
        try (Learner plain = new JavaLearner(shape, 1, 1);
                Learner timed = new JavaLearner(shape, 1, 1, () -> clock.timed(Kernels.fastest()))) {
            clock.reset();
            Learner.StepResult result = timed.step(Shapes.batch(shape), Shapes.UPDATE);
            assertThat(result).isEqualTo(plain.step(Shapes.batch(shape), Shapes.UPDATE));
        }
        double flops = clock.shares().values().stream()
                .mapToDouble(KernelClock.Share::flops)
                .sum();
        assertThat(flops / shape.trainingFlops(StepBenchmark.tokens())).isCloseTo(1, within(1e-9));
        assertThat(clock.shares())
                .hasEntrySatisfying(
                        KernelClock.Part.ROWS,
                        share -> assertThat(share.seconds()).isPositive());
    }
}
