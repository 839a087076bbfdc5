package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

    private static Steps.Point point(int steps, double value, double error) {
        return new Steps.Point(steps, new AboveChance(value, error));
    }

    @Test
    void aStraightFallCostsItsSlope() {
        // .9, .7, .5 at 1, 2, 3 steps with errors of .02: slope -.2, its error .02 / sqrt(2).
        Steps.Cost cost = Steps.cost(List.of(point(1, 0.9, 0.02), point(2, 0.7, 0.02), point(3, 0.5, 0.02)));
        assertThat(cost.value()).isCloseTo(0.2, within(1e-12));
        assertThat(cost.high() - cost.value()).isCloseTo(1.6449 * 0.02 / Math.sqrt(2), within(1e-5));
        assertThat(cost.value() - cost.low()).isCloseTo(cost.high() - cost.value(), within(1e-12));
    }

    @Test
    void aMisfitWidensTheInterval() {
        // .9, .3, .3: slope -.3, off the line by .1, -.2, .1: squares .06 / .0004 = 150 for one degree of freedom.
        Steps.Cost cost = Steps.cost(List.of(point(1, 0.9, 0.02), point(2, 0.3, 0.02), point(3, 0.3, 0.02)));
        assertThat(cost.value()).isCloseTo(0.3, within(1e-12));
        assertThat(cost.high() - cost.value()).isCloseTo(1.6449 * 0.02 / Math.sqrt(2) * Math.sqrt(150), within(1e-4));
    }

    @Test
    void aPointTwiceAsSureCountsFourTimes() {
        // Weights 4, 1, 1 at 1, 2, 3: mean x 1.5, y 17/30; slope = (4 * -.5 * .4 + .5 * -.4 + 1.5 * -.4) / (1 + .25 +
        // 2.25), y off .6.
        Steps.Cost cost = Steps.cost(List.of(point(1, 1, 0.01), point(2, 0.2, 0.02), point(3, 0.2, 0.02)));
        double y = (4 * 1 + 0.2 + 0.2) / 6;
        double slope = (4 * -0.5 * (1 - y) + 0.5 * (0.2 - y) + 1.5 * (0.2 - y)) / 3.5;
        assertThat(cost.value()).isCloseTo(-slope, within(1e-12));
    }

    @Test
    void everySizeHasALineForEverySkillWithSteps() {
        Steps steps = Steps.of(List.of(
                        run(32, 0.5, 0.5, 0.5).entry(), run(64, 0.99, 0.95, 0.6).entry()))
                .orElseThrow();
        assertThat(steps.skills()).containsExactly("spatial");
        Steps.Line small = steps.of("spatial").getFirst();
        Steps.Line large = steps.of("spatial").getLast();
        assertThat(small.begun()).isFalse();
        assertThat(small.most()).isZero();
        assertThat(large.begun()).isTrue();
        assertThat(large.most()).isEqualTo(2);
        assertThat(large.points()).extracting(Steps.Point::steps).containsExactly(1, 2, 10);
        assertThat(Steps.of(List.of(AskedRuns.run(32, 1, 1)
                        .asked("spatial/steps:1", 0.9, 0.1, 0.5)
                        .entry())))
                .isEmpty();
    }

    @Test
    void levelsThatAskDifferentThingsHaveNoCostOfSteps() {
        Ledger.Entry entry = AskedRuns.run(32, 1, 1)
                .asked("grammar/steps:1", 0.9, 0.01, 0.5)
                .asked("grammar/steps:2", 0.5, 0.01, 0.5)
                .asked("arithmetic/steps:1", 0.9, 0.01, 0.25)
                .asked("arithmetic/steps:2", 0.5, 0.01, 0.25)
                .asked("knowledge/steps:1", 0.9, 0.01, 0.25)
                .asked("knowledge/steps:2", 0.5, 0.01, 0.25)
                .asked("translation-russian/steps:1", 0.9, 0.01, 0.25)
                .asked("translation-russian/steps:3", 0.5, 0.01, 0.25)
                .entry();
        assertThat(Steps.of(List.of(entry)).orElseThrow().skills()).containsExactly("arithmetic", "knowledge");
    }

    /** A short run of a wide model costs less than a long one of a narrow model. */
    @Test
    void theLargestModelIsThatOfMostCompute() {
        List<Ledger.Entry> entries = List.of(
                run(32, 0.99, 0.9, 0.8).entry(),
                AskedRuns.run(48, 40, 1)
                        .asked("spatial/steps:1", 0.9, 0.01, 0.5)
                        .asked("spatial/steps:2", 0.8, 0.01, 0.5)
                        .entry(),
                run(64, 0.99, 0.9, 0.8).entry());
        assertThat(Steps.of(entries).orElseThrow().largest().size()).isEqualTo("48x2");
    }

    private static AskedRuns run(int width, double one, double two, double ten) {
        return AskedRuns.run(width, 1, 1)
                .asked("spatial/steps:10", ten, 0.01, 0.5)
                .asked("spatial/steps:1", one, 0.01, 0.5)
                .asked("spatial/steps:2", two, 0.01, 0.5)
                .asked("grammar/steps:1", one, 0.01, 0.5);
    }
}
