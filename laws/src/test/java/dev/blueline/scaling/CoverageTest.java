package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {
    /** With beta = 1 the i-th of even quantiles of Beta(alpha, 1) is u^(1/alpha). */
    @Test
    void theBetaBinomialFindsTheParametersThatMadeTheCounts() {
        Random random = new Random(7);
        int[] right = new int[4000];
        int[] drawn = new int[4000];
        for (int i = 0; i < right.length; i++) {
            double rate = Math.pow(random.nextDouble(), 1 / 0.5);
            drawn[i] = 32;
            for (int j = 0; j < drawn[i]; j++) {
                right[i] += random.nextDouble() < rate ? 1 : 0;
            }
        }
        BetaBinomial law = BetaBinomial.fit(right, drawn);
        assertThat(law.alpha()).isCloseTo(0.5, within(0.03));
        assertThat(law.beta()).isCloseTo(1, within(0.08));
    }

    /** Even pass rates: the integral of 1 - (1 - p)^k is k / (k + 1). */
    @Test
    void evenPassRatesCoverKOfKPlusOne() {
        assertThat(new BetaBinomial(1, 1).at(1)).isCloseTo(0.5, within(1e-12));
        assertThat(new BetaBinomial(1, 1).at(9)).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void thePowerLawFindsTheParametersThatMadeThePoints() {
        double[] k = {1, 2, 4, 8, 16};
        double[] pass = new double[5];
        for (int i = 0; i < 5; i++) {
            pass[i] = Math.exp(-2 * Math.pow(k[i], -0.6));
        }
        Coverage law = Coverage.fit(k, pass);
        assertThat(law.factor()).isCloseTo(2, within(1e-9));
        assertThat(law.exponent()).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void whereNothingIsCoveredThereIsNoLine() {
        assertThatThrownBy(() -> Coverage.fit(new double[] {1, 2, 4}, new double[] {0, 0, 0.1}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
