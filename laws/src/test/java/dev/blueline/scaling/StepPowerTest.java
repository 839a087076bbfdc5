package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.scaling.StepPowerStudy.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The larger study is StepPowerStudy; its figures stand in docs/skills.md. */
class StepPowerTest {
    private static final int LINES = 8;

    /** Wrong answers from 50 to 20% over 12 trainings are as if unseen, and that is said; from 75 to 35% they are seen, and that is said. */
    @Test
    void twelveTrainingsFindNoStepOfOrdinarySizeAndSaySo() {
        Design few = new Design(12, 3, 120, 0.6);
        assertThat(StepPowerStudy.said(few, 0.5, 0.3, LINES, 50)).isZero();
        assertThat(StepPowerStudy.found(few, 0.5, 0.3, 0.5, LINES, 100)).isZero();
    }

    /** Binomial: at a true 80% fewer than 4 of 8 happen in 1% of cases. */
    @Test
    void whatIsSaidToBeFoundIsFound() {
        Design more = new Design(19, 2, 200, 0.6);
        assertThat(StepPowerStudy.said(more, 0.5, 0.3, LINES, 50)).isGreaterThanOrEqualTo(0.75);
        for (double place : new double[] {0.5, 0.75}) {
            assertThat(StepPowerStudy.found(more, 0.5, 0.3, place, LINES, 100)).isGreaterThanOrEqualTo(0.5);
        }
        assertThat(StepPowerStudy.said(more, 0.5, 0.1, LINES, 50)).isZero();
        assertThat(StepPowerStudy.found(more, 0.5, 0.1, 0.5, LINES, 100)).isLessThanOrEqualTo(0.25);
    }

    @Test
    void aStepAtTheLastRunIsUndeterminedAndASmoothLineIsNot() {
        Design runs = new Design(12, 3, 200, 0.6);
        assertThat(StepPowerStudy.undetermined(runs, x -> x < 7.9 ? 0.74 : 0.28, LINES, 3000))
                .isGreaterThanOrEqualTo(0.75);
        assertThat(StepPowerStudy.undetermined(runs, x -> 0.74 * Math.exp(-0.1 * x), 2 * LINES, 1000))
                .isLessThanOrEqualTo(0.125);
        assertThat(IntStream.range(3000, 3000 + LINES)
                        .mapToObj(seed -> ChangePoint.test(runs.draw(x -> x < 7.9 ? 0.74 : 0.28, seed), 1, 0)
                                .reason()))
                .anyMatch(reason -> reason.startsWith("the last run misses the law of all others, and a step after "));
    }

    @Test
    void fewerThanTwelveTrainingsHaveNoSmallestStep() {
        List<ChangePoint.Point> points = new Design(11, 3, 1000, 0).draw(x -> 0.5, 1);
        assertThat(StepPower.smallest(points, ChangePoint.test(points, 1, 0), 0.5))
                .isEmpty();
    }

    /** The search over exponents leaves what {@link Fitter} leaves. */
    @Test
    void theQuickFitLeavesAsMuchAsTheSlowOne() {
        Fitter fitter = new Fitter(Objective.leastSquares().in(Objective.Space.LINEAR), 10);
        for (int seed = 0; seed < 5; seed++) {
            List<ChangePoint.Point> points =
                    new ArrayList<>(new Design(16, 2, 300, 0).draw(x -> 0.2 + 0.4 * Math.exp(-0.3 * x), seed));
            Sample sample = Sample.of(
                    points.stream()
                            .map(p -> new Observation(1, 1, p.x(), p.y(), p.group()))
                            .toList(),
                    points.stream().mapToDouble(p -> 1 / p.sd()).toArray());
            PowerFloor law = (PowerFloor) Family.POWER_FLOOR.law(
                    fitter.refit(Family.POWER_FLOOR, sample).theta(), sample);
            double slow = points.stream()
                    .mapToDouble(p -> Math.pow((law.predict(new Target(1, 1, p.x())) - p.y()) / p.sd(), 2))
                    .sum();
            double quick = new LeastPower(
                            points.stream().mapToDouble(ChangePoint.Point::x).toArray(),
                            points.stream().mapToDouble(ChangePoint.Point::sd).toArray())
                    .chiSquare(points.stream().mapToDouble(ChangePoint.Point::y).toArray(), points.size());
            assertThat(quick).isCloseTo(slow, Percentage.withPercentage(1.5));
        }
    }

    @Test
    void anExactPowerLawLeavesNothing() {
        double[] xs = {1, 10, 100, 1000};
        double exponent = 0.01 * Math.pow(800, 24 / 47.0);
        double[] ys = new double[4];
        for (int i = 0; i < 4; i++) {
            ys[i] = 0.3 + 2 * Math.pow(xs[i], -exponent);
        }
        assertThat(new LeastPower(xs, new double[] {0.1, 0.1, 0.1, 0.1}).chiSquare(ys, 4))
                .isCloseTo(0, within(1e-9));
    }
}
