package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SkillForecastTest {
    private static final double CHANCE = 0.25;

    /** Runs whose right answers cost {@code 1 + 6 (C / 10^10)^-.15} nats, and whose accuracy is a function of that, both to half a percent. */
    private static List<PlacedRun> runs(DoubleUnaryOperator accuracy) {
        SplittableRandom random = new SplittableRandom(3);
        List<PlacedRun> runs = new ArrayList<>();
        for (Ledger.Entry entry : SimulatedSkills.ladder(List.of(), 5, 3, 1, 1)) {
            String id = entry.run().id();
            double compute = entry.run().flops();
            double loss = 1 + 6 * Math.pow(compute / 1e10, -0.15) * (1 + 0.005 * random.nextGaussian());
            double right = accuracy.applyAsDouble(loss) + 0.005 * random.nextGaussian();
            runs.add(new PlacedRun(
                    new Ledger.Entry(
                            entry.run(),
                            List.of(
                                    new Measurement(id, TaskFigures.LOG_PROBABILITY, "s", -loss, 0.02),
                                    new Measurement(id, TaskFigures.ACCURACY, "s", right, 0.01),
                                    new Measurement(id, TaskFigures.CHANCE, "s", CHANCE, 0))),
                    compute));
        }
        runs.sort(Comparator.comparingDouble(PlacedRun::compute));
        return runs;
    }

    private static double logistic(double loss) {
        return CHANCE + 0.6 / (1 + Math.exp(1.5 * (loss - 4)));
    }

    @Test
    void aCurveFromChanceToACeilingIsRecovered() {
        double[] losses = {7, 6.5, 6, 5.5, 5, 4.5, 4, 3.5, 3, 2.5, 2};
        double[] right = Arrays.stream(losses).map(SkillForecastTest::logistic).toArray();
        double[] ones = new double[losses.length];
        Arrays.fill(ones, 1);
        AnswerCurve curve = AnswerCurve.fit(CHANCE, losses, right, ones, true);
        assertThat(curve.middle()).isCloseTo(4, within(0.05));
        assertThat(curve.k()).isCloseTo(1.5, within(0.1));
        assertThat(curve.gain()).isCloseTo(0.6, within(0.02));
    }

    @Test
    void theSmallerRunsForecastTheLargestAlongAKnownCurve() {
        List<PlacedRun> runs = runs(SkillForecastTest::logistic);
        SkillForecast forecast = SkillForecast.of("s", runs, 1, 1).orElseThrow();
        double largest = runs.getLast().compute();
        assertThat(forecast.from()).isLessThan(largest / SkillForecast.REACH);
        assertThat(forecast.scored()).allMatch(each -> each.compute() >= largest / SkillForecast.REACH);
        assertThat(forecast.fitted() + forecast.scored().size()).isEqualTo(runs.size());
        assertThat(forecast.top().error()).isCloseTo(0, within(0.02));
        assertThat(forecast.top().inside()).isTrue();
        assertThat(forecast.top().high() - forecast.top().low()).isLessThan(0.15);
        assertThat(forecast.never()).isEqualTo(SkillForecast.Never.NOT_SAID);
    }

    @Test
    void neverIsRightOfASkillThatStaysAtChance() {
        assertThat(SkillForecast.of("s", runs(loss -> CHANCE), 1, 1)
                        .orElseThrow()
                        .never())
                .isEqualTo(SkillForecast.Never.RIGHT);
    }

    /** The smaller runs end at 3.6 nats, the largest reach 3.1. */
    @Test
    void neverIsWrongOfASkillThatComesAtTheEnd() {
        SkillForecast forecast = SkillForecast.of("s", runs(loss -> loss < 3.45 ? 0.6 : CHANCE), 1, 1)
                .orElseThrow();
        assertThat(forecast.top().measured()).isGreaterThan(0.5);
        assertThat(forecast.never()).isEqualTo(SkillForecast.Never.WRONG);
        assertThat(forecast.top().inside()).isFalse();
    }

    /** Noise of half a percent about 30%: flat. A rise of 20 points: not flat. */
    @Test
    void aRiseMustBeEvident() {
        double[] losses = {7, 6.5, 6, 5.5, 5, 4.5, 4, 3.5};
        double[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
        double[] level = {0.305, 0.295, 0.3, 0.3, 0.295, 0.305, 0.297, 0.303};
        List<AnswerCurve.Weighed> flat = AnswerCurve.told(CHANCE, losses, level, ones);
        assertThat(flat).hasSize(1);
        assertThat(AnswerCurve.at(flat, 1)).isCloseTo(0.3, within(1e-9));
        double[] rise = {0.25, 0.255, 0.26, 0.28, 0.31, 0.35, 0.4, 0.45};
        List<AnswerCurve.Weighed> rising = AnswerCurve.told(CHANCE, losses, rise, ones);
        assertThat(rising).hasSize(2);
        assertThat(AnswerCurve.at(rising, 1)).isGreaterThan(0.5);
    }

    @Test
    void aFewRunsForecastNothing() {
        List<PlacedRun> runs = runs(SkillForecastTest::logistic);
        assertThat(SkillForecast.of("s", runs.subList(runs.size() - 6, runs.size()), 1, 1))
                .isEmpty();
    }
}
