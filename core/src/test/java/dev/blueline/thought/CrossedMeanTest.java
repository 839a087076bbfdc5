package dev.blueline.thought;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CrossedMeanTest {

    /** Problems' means 1 and 0 have squared standard error 1/4, the seeds agree; one degree of freedom: t of .95 is 6.3138. */
    @Test
    void whereSeedsAgreeTheIntervalIsThatOverProblems() {
        CrossedMean mean = CrossedMean.of(List.of(new double[] {1, 0}, new double[] {1, 0}));
        assertThat(mean.value()).isEqualTo(0.5);
        assertThat(mean.high()).isCloseTo(0.5 + 6.3138 * 0.5, within(1e-3));
        assertThat(mean.low()).isCloseTo(0.5 - 6.3138 * 0.5, within(1e-3));
        assertThat(mean.ahead() || mean.behind()).isFalse();
    }

    @Test
    void whereAllProblemsAreAlikeTheIntervalIsThatOverSeeds() {
        CrossedMean mean = CrossedMean.of(List.of(new double[] {1, 1, 1}, new double[] {0, 0, 0}));
        assertThat(mean.high()).isCloseTo(0.5 + 6.3138 * 0.5, within(1e-3));
    }

    /** Five problems, of which four are right: 0.8 ± 0.2, and t of four degrees of freedom is 2.1318. */
    @Test
    void ofOneSeedItIsOverProblemsAlone() {
        CrossedMean mean = CrossedMean.of(List.<double[]>of(new double[] {1, 1, 0, 1, 1}));
        assertThat(mean.low()).isCloseTo(0.8 - 2.1318 * 0.2, within(1e-4));
        assertThat(mean.ahead()).isTrue();
        assertThat(mean.seeds()).isEqualTo(1);
    }

    @Test
    void whereNothingDiffersNothingIsAhead() {
        CrossedMean mean = CrossedMean.of(List.of(new double[3], new double[3]));
        assertThat(mean.low()).isZero();
        assertThat(mean.high()).isZero();
        assertThat(mean.ahead() || mean.behind()).isFalse();
    }
}
