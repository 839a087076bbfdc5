package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SaturationCurveTest {
    private static final double LEVEL = 0.9;

    /** Floor 0.25, ceiling 0.9, middle 2021, rate 1.5 a year: 10% to 90% take 2 ln 9 / 1.5 = 2.93 years. */
    private static double truth(double year) {
        return 0.25 + 0.65 / (1 + Math.exp(-1.5 * (year - 2021)));
    }

    private static List<SaturationCurve.Point> points(double until, int count, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SaturationCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double year = 2018 + (until - 2018) * i / (count - 1.0);
            double score = Math.clamp(truth(year) + noise * random.nextGaussian(), 0, 1);
            points.add(new SaturationCurve.Point(year, score));
        }
        return points;
    }

    @Test
    void aCurveWithoutNoiseIsGivenBack() {
        SaturationCurve curve = SaturationCurve.fit(points(2025, 15, 0, 1), OptionalDouble.empty(), 20, 1);
        assertThat(curve.floor(LEVEL).value()).isCloseTo(0.25, within(2e-3));
        assertThat(curve.ceiling(LEVEL).value()).isCloseTo(0.9, within(2e-3));
        assertThat(curve.middle(LEVEL).value()).isCloseTo(2021, within(0.01));
        assertThat(curve.rate(LEVEL).value()).isCloseTo(1.5, within(0.01));
        assertThat(curve.tenToNinety(LEVEL).value()).isCloseTo(2 * Math.log(9) / 1.5, within(0.02));
        // 95% of the way: ln 19 / 1.5 years after the middle
        assertThat(curve.saturation(LEVEL).value()).isCloseTo(2021 + Math.log(19) / 1.5, within(0.02));
        assertThat(curve.reaches(0.8).orElseThrow())
                .isCloseTo(2021 + Math.log((0.55 / 0.65) / (0.1 / 0.65)) / 1.5, within(0.02));
        assertThat(curve.reaches(0.95)).isEmpty();
        assertThat(curve.undetermined()).isEmpty();
    }

    /** The unit of the axis is no matter: days or natural logarithms of compute give the same curve. */
    @Test
    void theAxisMayBeStretched() {
        List<SaturationCurve.Point> stretched = points(2025, 15, 0, 1).stream()
                .map(point -> new SaturationCurve.Point(365.25 * point.at(), point.score()))
                .toList();
        SaturationCurve curve = SaturationCurve.fit(stretched, OptionalDouble.empty(), 20, 1);
        assertThat(curve.middle(LEVEL).value() / 365.25).isCloseTo(2021, within(0.01));
        assertThat(curve.tenToNinety(LEVEL).value() / 365.25).isCloseTo(2.93, within(0.02));
    }

    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        int runs = 60;
        int ceiling = 0;
        int middle = 0;
        int duration = 0;
        for (int run = 0; run < runs; run++) {
            SaturationCurve curve =
                    SaturationCurve.fit(points(2025, 16, 0.02, 100 + run), OptionalDouble.of(0.25), 60, run);
            ceiling += holds(curve.ceiling(LEVEL), 0.9);
            middle += holds(curve.middle(LEVEL), 2021);
            duration += holds(curve.tenToNinety(LEVEL), 2 * Math.log(9) / 1.5);
        }
        // 90% of 60 are 54; three standard errors of a binomial are 7
        assertThat(ceiling).as("ceiling").isGreaterThanOrEqualTo(47);
        assertThat(middle).as("middle").isBetween(43, 60);
        assertThat(duration).as("duration").isBetween(43, 60);
    }

    private static int holds(SaturationCurve.Estimate estimate, double truth) {
        return estimate.interval().low() <= truth
                        && truth <= estimate.interval().high()
                ? 1
                : 0;
    }

    @Test
    void beforeTheBendTheCeilingIsUndetermined() {
        SaturationCurve early = SaturationCurve.fit(points(2020.5, 12, 0.01, 3), OptionalDouble.of(0.25), 60, 1);
        assertThat(early.undetermined()).isPresent();
    }

    @Test
    void tooFewPointsAndScoresInPercentAreRefused() {
        assertThatThrownBy(() -> SaturationCurve.fit(points(2025, 4, 0, 1), OptionalDouble.empty(), 20, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("points at 4 different places");
        List<SaturationCurve.Point> percent = points(2025, 9, 0, 1).stream()
                .map(point -> new SaturationCurve.Point(point.at(), 100 * point.score()))
                .toList();
        assertThatThrownBy(() -> SaturationCurve.fit(percent, OptionalDouble.empty(), 20, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("divide by 100");
    }

    @Test
    void theFrontierIsTheBestSoFar() {
        Benchmark benchmark = new Benchmark(
                "b",
                List.of(
                        new Benchmark.Entry("late", 2022, 0.5),
                        new Benchmark.Entry("first", 2020, 0.4),
                        new Benchmark.Entry("weak", 2021, 0.3),
                        new Benchmark.Entry("twin", 2022, 0.6)),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(100));
        assertThat(benchmark.frontier())
                .containsExactly(
                        new SaturationCurve.Point(2020, 0.4),
                        new SaturationCurve.Point(2021, 0.4),
                        new SaturationCurve.Point(2022, 0.6));
        // 0.6 against 0.3 on 100 items: error sqrt(0.45 / 100) = 0.067
        assertThat(benchmark.tellsTopApart()).contains(true);
    }

    @Test
    void modelsCloserThanTheErrorAreNotToldApart() {
        Benchmark benchmark = new Benchmark(
                "b",
                List.of(new Benchmark.Entry("a", 2020, 0.90), new Benchmark.Entry("b", 2020, 0.88)),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(500));
        assertThat(benchmark.tellsTopApart()).contains(false);
    }

    /** Fleiss's formula for 0.6 against 0.5: (1.96 sqrt(2 * 0.55 * 0.45) + 0.8416 sqrt(0.24 + 0.25))^2 / 0.01 = 387.3. */
    @Test
    void itemsNeededAreFleisss() {
        assertThat(Benchmark.itemsNeeded(0.6, 0.1)).isEqualTo(388);
        assertThatThrownBy(() -> Benchmark.itemsNeeded(0.6, 0)).isInstanceOf(BadInput.class);
    }
}
