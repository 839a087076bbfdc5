package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LawTest {
    private static final Chinchilla CHINCHILLA = new Chinchilla(1.8172, 482.01, 0.3478, 2085.43, 0.3658);
    private static final KaplanJoint KAPLAN = new KaplanJoint(8.8e13, 5.4e13, 0.076, 0.095);

    @Test
    void theOptimumLosesLessThanItsNeighboursAtTheSameCompute() {
        for (Law law : new Law[] {CHINCHILLA, KAPLAN, new KaplanJointFloor(1, KAPLAN)}) {
            Law.Optimum best = law.optimum(1e21, 6).orElseThrow();
            assertThat(6 * best.parameters() * best.tokens()).isCloseTo(1e21, Percentage.withPercentage(1e-6));
            for (double shift : new double[] {0.9, 1.1}) {
                Target beside = new Target(best.parameters() * shift, best.tokens() / shift, 1e21);
                assertThat(law.predict(beside)).isGreaterThan(best.loss());
            }
        }
    }

    @Test
    void exponentsAreTheSlopesOfTheOptimumInLogCompute() {
        for (Law law : new Law[] {CHINCHILLA, KAPLAN, new KaplanJointFloor(1, KAPLAN)}) {
            Law.Optimum low = law.optimum(1e20, 6).orElseThrow();
            Law.Optimum high = law.optimum(1e22, 6).orElseThrow();
            Law.Exponents exponents = law.exponents().orElseThrow();
            double decades = Math.log(100);
            assertThat(Math.log(high.parameters() / low.parameters()) / decades)
                    .isCloseTo(exponents.parameters(), Offset.offset(1e-9));
            assertThat(Math.log(high.tokens() / low.tokens()) / decades)
                    .isCloseTo(exponents.tokens(), Offset.offset(1e-9));
            assertThat(Math.log((low.loss() - law.floor()) / (high.loss() - law.floor())) / decades)
                    .isCloseTo(exponents.reducibleLoss(), Offset.offset(1e-9));
        }
    }

    /** Besiroglu et al. 2024: about 20 tokens per parameter at Chinchilla's compute; exponent .513. */
    @Test
    void thePublishedChinchillaFitHasAboutTwentyTokensPerParameter() {
        Law.Optimum best = CHINCHILLA.optimum(5.76e23, 6).orElseThrow();
        assertThat(best.tokens() / best.parameters()).isBetween(15.0, 30.0);
        assertThat(CHINCHILLA.exponents().orElseThrow().parameters()).isCloseTo(0.513, Offset.offset(0.001));
    }

    @Test
    void kaplansFormIsComputedAsPrinted() {
        double expected = Math.pow(Math.pow(8.8e13 / 1e9, 0.076 / 0.095) + 5.4e13 / 2e10, 0.095);
        assertThat(KAPLAN.predict(new Target(1e9, 2e10, 1.2e20))).isCloseTo(expected, Offset.offset(1e-12));
    }

    @Test
    void aLawThatIsFlatInSizeHasNoOptimum() {
        assertThat(new Chinchilla(1, 1e-300, 1e-9, 1e5, 0.4).optimum(1e21, 6)).isEmpty();
        assertThat(new KaplanJoint(1e200, 1e9, 5, 0.1).optimum(1e21, 6)).isEmpty();
    }
}
