package dev.blueline.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    @Test
    void theIntervalIsStudentsT() {
        // mean .02, standard deviation .01, three pairs: .02 +- 2.920 * .01 / sqrt 3
        PairedDifference difference = PairedDifference.of(0.01, 0.02, 0.03);
        assertThat(difference.mean()).isCloseTo(0.02, within(1e-12));
        assertThat(difference.high() - difference.mean()).isCloseTo(0.016858, within(1e-5));
        assertThat(difference.clear()).isTrue();
    }

    @Test
    void onePairSaysNothing() {
        PairedDifference one = PairedDifference.of(0.5);
        assertThat(one.seeds()).isEqualTo(1);
        assertThat(one.clear()).isFalse();
        assertThat(one.high()).isInfinite();
    }

    @Test
    void manyPairsComeNearTheNormalQuantile() {
        assertThat(Paired.quantile(10)).isCloseTo(1.812, within(0.02));
        assertThat(Paired.quantile(30)).isCloseTo(1.697, within(0.01));
    }
}
