package dev.blueline.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Sampling;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** The short check of every build; {@link LeakCheck} is the long one. */
class NativeMemoryTest {

    @Test
    void nothingNativeIsLeftBehindByStepsScoresAndSamples() {
        try (Learner learner = LeakCheck.learner("torch", 1)) {
            use(learner, 50);
            long objects = Pointer.totalCount();
            long bytes = Pointer.totalBytes();
            long resident = Pointer.physicalBytes();
            use(learner, 400);
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
            // One gradient kept at each step would be 400 x 0.14 MB. The heap is resident from the start.
            assertThat(Pointer.physicalBytes() - resident).isLessThan(20_000_000);
        }
    }

    @Test
    void aClosedLearnerLeavesNothing() {
        LeakCheck.learner("torch", 1).close();
        long objects = Pointer.totalCount();
        LeakCheck.learner("torch", 1).close();
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
    }

    private static void use(Learner learner, int steps) {
        for (int step = 0; step < steps; step++) {
            learner.step(LeakCheck.batch(step), LeakCheck.UPDATE);
        }
        learner.score(LeakCheck.batch(1));
        learner.sample(List.of(new int[] {1, 2, 3}), new Sampling(10, 1, 0.9, 1, -1));
    }
}
