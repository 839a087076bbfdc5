package dev.blueline.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final int PLACES = 11;

    /** Chances of being right with {@code logit = difficulty + b ln(C / 1e12) + c ln(F / 1e7)}, alike for all problems but for their difficulty. */
    private static ShareCurve line(double training, double b, double c, double[] difficulty) {
        double[][] right = new double[PLACES][difficulty.length];
        double[][] flops = new double[PLACES][difficulty.length];
        List<Integer> samples = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            samples.add(1 << place);
            for (int i = 0; i < difficulty.length; i++) {
                flops[place][i] = 1e6 * (1 << place);
                double logit = difficulty[i] + b * Math.log(training / 1e12) + c * Math.log(flops[place][i] / 1e7);
                right[place][i] = 1 / (1 + Math.exp(-logit));
            }
        }
        return new ShareCurve("best-of-n", samples, right, flops, new double[PLACES], new double[PLACES]);
    }

    private static Exchange exchange(double b, double c, double[] difficulty, Double... training) {
        List<ShareCurve> lines = new ArrayList<>();
        for (double flops : training) {
            lines.add(line(flops, b, c, difficulty));
        }
        return Exchange.of(lines, List.of(training), 1);
    }

    private static double[] alike(int problems, double difficulty, double spread) {
        SplittableRandom random = new SplittableRandom(7);
        return random.doubles(problems)
                .map(each -> difficulty + spread * (each - 0.5))
                .toArray();
    }

    @Test
    void theSurfaceHasTheSlopesThatTheDataWereMadeWith() {
        Exchange exchange = exchange(0.8, 0.4, alike(40, -0.5, 0), 5e11, 1e12, 2e12, 4e12);
        Exchange.Surface surface = exchange.surface().orElseThrow();
        assertThat(surface.training()).isCloseTo(0.8, within(1e-6));
        assertThat(surface.answer()).isCloseTo(0.4, within(1e-6));
        assertThat(exchange.rate().value()).isCloseTo(0.5, within(1e-6));
        assertThat(surface.accuracy(1e12, 1e7)).isCloseTo(1 / (1 + Math.exp(0.5)), within(1e-6));
        assertThat(surface.answerFlops(surface.accuracy(2e12, 3e7), 2e12)).isCloseTo(3e7, within(1.0));
    }

    /** Four times the training for sixteen times the compute at the answer: ln 4 / ln 16. */
    @Test
    void withoutALawTheRateIsReadOffTheCurves() {
        Exchange exchange = exchange(0.8, 0.4, alike(40, -0.5, 0), 1e12, 2e12, 4e12);
        assertThat(exchange.raw().value()).isCloseTo(0.5, within(0.02));
        assertThat(exchange.raw().determined()).isTrue();
    }

    @Test
    void theIntervalHoldsTheTruthWhereProblemsDiffer() {
        Exchange exchange = exchange(1.0, 0.3, alike(60, -1, 3), 1e12, 3e12);
        assertThat(exchange.rate().determined()).isTrue();
        assertThat(exchange.rate().low()).isLessThanOrEqualTo(0.3).isPositive();
        assertThat(exchange.rate().high()).isGreaterThanOrEqualTo(0.3).isLessThan(0.6);
    }

    /** At C = 2e12 and F = 1e7 with c/b = 1/2: dF = (b F)/(c C) dC, so one FLOP in training is 1e-5 of one at each answer. */
    @Test
    void oneFlopOfTrainingIsSharedByAllAnswers() {
        Exchange.Surface surface = new Exchange.Surface(0, 0.8, 0.4, 10, 0, 2e12, 1e7);
        assertThat(surface.answerForOne()).isCloseTo(1e-5, within(1e-12));
        assertThat(surface.evenAnswers()).isCloseTo(1e5, within(1e-3));
    }

    @Test
    void trainingThatGainsNothingLeavesTheRateUndetermined() {
        Exchange exchange = exchange(0.0, 0.4, alike(40, 0, 2), 1e12, 2e12, 4e12);
        assertThat(exchange.rate().determined()).isFalse();
        assertThat(exchange.rate().undetermined()).contains("what training gains");
    }

    @Test
    void answersThatGainNothingReplaceNothing() {
        Exchange exchange = exchange(0.8, 0.0, alike(40, 0, 2), 1e12, 2e12, 4e12);
        assertThat(exchange.rate().determined()).isFalse();
        assertThat(exchange.raw().determined()).isFalse();
    }

    /** Chances far apart on both sides of a leap, flat in training elsewhere. */
    @Test
    void aLeapIsNoSurface() {
        List<ShareCurve> lines = List.of(
                line(1e12, 0, 0.1, alike(40, -2.5, 1)),
                line(1e12, 0, 0.1, alike(40, -2.5, 1)),
                line(1e12, 0, 0.1, alike(40, 2.5, 1)),
                line(1e12, 0, 0.1, alike(40, -2.5, 1)));
        Exchange exchange = Exchange.of(lines, List.of(1e12, 2e12, 3e12, 4e12), 1);
        assertThat(exchange.rate().determined()).isFalse();
    }

    @Test
    void oneTrainingComputeTellsNothing() {
        assertThat(exchange(0.8, 0.4, alike(40, 0, 1), 1e12).rate().undetermined())
                .contains("two training computes");
    }

    /** Half way in ln F between 1 and 4 FLOPs where accuracy rises from .2 to .6. */
    @Test
    void aCurveIsReadBetweenItsPlaces() {
        double[] accuracy = {0.2, 0.6};
        double[] flops = {1, 4};
        assertThat(Exchange.crossing(accuracy, flops, 0.4)).isCloseTo(2, within(1e-9));
        assertThat(Exchange.crossing(accuracy, flops, 0.1)).isNaN();
        assertThat(Exchange.crossing(accuracy, flops, 0.7)).isNaN();
    }
}
