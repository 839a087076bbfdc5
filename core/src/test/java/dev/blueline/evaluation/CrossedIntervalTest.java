package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.comparison.Estimate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossedIntervalTest {
    /** Two seeds, two problems of one level: means of seeds .2 and .4, of problems .1 and .5. */
    @Test
    void theIntervalIsTheOneWorkedOutByHand() {
        Estimate gap = CrossedInterval.of(new double[][] {{0.0, 0.4}, {0.2, 0.6}}, List.of(List.of(0, 1)));
        // variance of seeds .02 / 2 = .01, of problems .08 / 2 = .04; sum .05; degrees .0025 / (.0001 + .0016) = 1.4706
        assertThat(gap.value()).isCloseTo(0.3, within(1e-12));
        // Student's t at 95% with 1.4706 degrees, from a table's interpolation: between 2.920 (2) and 6.314 (1)
        double half = gap.high() - gap.value();
        assertThat(half / Math.sqrt(0.05)).isBetween(3.5, 4.5);
        assertThat(gap.value() - gap.low()).isCloseTo(half, within(1e-12));
    }

    /** Four problems of one seed: mean .25, variance .25, over 4: .0625; t with 3 degrees is 2.3534. */
    @Test
    void oneSeedLeavesTheProblems() {
        Estimate gap = CrossedInterval.of(new double[][] {{0, 0, 0, 1}}, List.of(List.of(0, 1, 2, 3)));
        assertThat(gap.value()).isCloseTo(0.25, within(1e-12));
        assertThat(gap.high() - gap.value()).isCloseTo(2.3534 * 0.25, within(1e-4));
    }

    @Test
    void levelsThatDifferInTheirMeansDoNotWidenTheInterval() {
        double[][] gaps = {{0, 0, 1, 1}};
        assertThat(CrossedInterval.of(gaps, List.of(List.of(0, 1), List.of(2, 3))))
                .isEqualTo(new Estimate(0.5, 0.5, 0.5));
    }

    /** Seeds and problems both drawn: the interval must hold the true difference in about nine of ten cases. */
    @Test
    void nineOfTenIntervalsHoldTheTruth() {
        SplittableRandom random = new SplittableRandom(5);
        int held = 0;
        int cases = 600;
        for (int i = 0; i < cases; i++) {
            double[] ofProblems = IntStream.range(0, 40)
                    .mapToDouble(p -> 0.1 * random.nextGaussian())
                    .toArray();
            double[][] gaps = new double[3][40];
            for (double[] seed : gaps) {
                double ofSeed = 0.03 * random.nextGaussian();
                for (int p = 0; p < seed.length; p++) {
                    seed[p] = 0.2 + ofSeed + ofProblems[p] + 0.1 * random.nextGaussian();
                }
            }
            Estimate gap = CrossedInterval.of(
                    gaps, List.of(IntStream.range(0, 40).boxed().toList()));
            held += gap.low() <= 0.2 && 0.2 <= gap.high() ? 1 : 0;
        }
        assertThat((double) held / cases).isBetween(0.87, 0.98);
    }
}
