package dev.blueline.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.comparison.Estimate;
import dev.blueline.reasoning.PassRates;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedGapTest {
    /** Two seeds, two problems of one level: means of seeds .2 and .4, of problems .1 and .5. */
    @Test
    void theIntervalIsTheOneWorkedOutByHand() {
        Estimate gap = PairedGap.of(new double[][] {{0.0, 0.4}, {0.2, 0.6}}, List.of(List.of(0, 1)));
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
        Estimate gap = PairedGap.of(new double[][] {{0, 0, 0, 1}}, List.of(List.of(0, 1, 2, 3)));
        assertThat(gap.value()).isCloseTo(0.25, within(1e-12));
        assertThat(gap.high() - gap.value()).isCloseTo(2.3534 * 0.25, within(1e-4));
    }

    @Test
    void levelsThatDifferInTheirMeansDoNotWidenTheInterval() {
        double[][] gaps = {{0, 0, 1, 1}};
        assertThat(PairedGap.of(gaps, List.of(List.of(0, 1), List.of(2, 3)))).isEqualTo(new Estimate(0.5, 0.5, 0.5));
    }

    private static PassRates.Counted counted(int right, int drawn) {
        return new PassRates.Counted("t", 1, right, drawn, 4 - drawn, 10, 0);
    }

    /** Of the second problem nothing is known in one seed of one way: it is left out, and the third still meets the third. */
    @Test
    void aProblemThatBrokeTheVerifierDoesNotShiftThePairs() {
        List<PassRates> ones = List.of(
                new PassRates(List.of(counted(4, 4), counted(0, 0), counted(1, 4))),
                new PassRates(List.of(counted(4, 4), counted(4, 4), counted(1, 4))));
        List<PassRates> others = List.of(
                new PassRates(List.of(counted(2, 4), counted(0, 4), counted(0, 4))),
                new PassRates(List.of(counted(2, 4), counted(0, 4), counted(0, 4))));
        assertThat(PairedGap.of(ones, others, TrialOutcome::one).value()).isCloseTo(0.375, within(1e-12));
        assertThat(PairedGap.of(others, ones, TrialOutcome::any).value()).isCloseTo(-0.5, within(1e-12));
        List<PassRates> none = List.of(new PassRates(List.of(counted(0, 0))));
        assertThat(PairedGap.of(none, none, TrialOutcome::one).value()).isNaN();
        assertThat(TrialOutcome.mean(ones, TrialOutcome::one)).isCloseTo(3.5 / 5, within(1e-12));
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
            Estimate gap =
                    PairedGap.of(gaps, List.of(IntStream.range(0, 40).boxed().toList()));
            held += gap.low() <= 0.2 && 0.2 <= gap.high() ? 1 : 0;
        }
        assertThat((double) held / cases).isBetween(0.87, 0.98);
    }
}
