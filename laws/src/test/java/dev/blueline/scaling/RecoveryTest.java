package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every law from synthetic runs with the noise of the literature, .3% of the loss, in any unit and from bad starts. */
class RecoveryTest {
    private static final double NOISE = 0.003;

    static Stream<Law> truths() {
        return Stream.of(
                new Power(1e20, 0.08),
                new PowerFloor(1.2, 40, 0.08),
                new KaplanJoint(8e8, 3e9, 0.2, 0.25),
                new KaplanJointFloor(0.8, new KaplanJoint(2e8, 6e8, 0.3, 0.35)),
                new Chinchilla(1.8172, 482, 0.3478, 2085, 0.3658),
                new Overtrained(1.7, 140, 190, 0.18),
                new DataConstrained(new Chinchilla(1.87, 521, 0.353, 1488, 0.353), 15.4, 5.3),
                new IsoFlopSurface(1.7, 1200, 0.155, 0.09, 0.49, 0.06));
    }

    private static List<Observation> runs(Law law, double nUnit, double dUnit, double lossUnit) {
        SplittableRandom random = new SplittableRandom(7);
        List<Observation> runs = new ArrayList<>();
        for (double c = 1e18; c < 3e22; c *= 2.2) {
            double middle = Math.sqrt(c / 120);
            for (double n = middle / 4; n < middle * 4.1; n *= 1.8) {
                double d = c / 6 / n;
                for (double epochs : law instanceof DataConstrained ? new double[] {1, 6, 25, 80} : new double[] {1}) {
                    double loss =
                            law.predict(new Target(n, d, c, d / epochs)) * Math.exp(NOISE * random.nextGaussian());
                    runs.add(new Observation(
                            n * nUnit,
                            d * dUnit,
                            c * nUnit * dUnit,
                            loss * lossUnit,
                            "run" + runs.size(),
                            d * dUnit / epochs));
                }
            }
        }
        return runs;
    }

    @ParameterizedTest
    @MethodSource("truths")
    void parametersLieInTheirIntervalsAndTenTimesBeyondTheLossIsRight(Law truth) {
        List<Observation> runs = runs(truth, 1, 1, 1);
        Forecaster.Settings settings = new Forecaster.Settings(
                100,
                1,
                2,
                Objective.huber(Objective.HOFFMANN_DELTA),
                Optional.empty(),
                List.of(truth.family()),
                Weighing.EQUAL,
                Resampling.ROWS,
                24,
                Fitter.Grid.FAMILY);
        Outlook.FittedLaw fitted = Forecaster.study(runs, settings).laws(0.99).getFirst();
        for (Map.Entry<String, Double> parameter : truth.parameters().entrySet()) {
            Outlook.Interval interval =
                    Objects.requireNonNull(fitted.intervals().get(parameter.getKey()));
            assertThat(parameter.getValue())
                    .as("%s of %s", parameter.getKey(), truth)
                    .isBetween(interval.low() * 0.97, interval.high() * 1.03);
        }
        Target far = new Target(4e10, 6e12, 1.44e24);
        assertThat(fitted.fit().law().predict(far)).isCloseTo(truth.predict(far), Percentage.withPercentage(1.5));
    }

    @ParameterizedTest
    @MethodSource("truths")
    void unitsOfSizeTokensAndLossDoNotMatter(Law truth) {
        List<Observation> plain = runs(truth, 1, 1, 1);
        List<Observation> scaled = runs(truth, 1e-6, 1e-9, 1.44);
        Law first = new Fitter().fit(truth.family(), plain).orElseThrow().law();
        Law second = new Fitter().fit(truth.family(), scaled).orElseThrow().law();
        for (int i = 0; i < plain.size(); i++) {
            assertThat(second.predict(scaled.get(i).target()))
                    .isCloseTo(1.44 * first.predict(plain.get(i).target()), Percentage.withPercentage(0.02));
        }
    }

    @ParameterizedTest
    @MethodSource("truths")
    void startsFarFromTheTruthEndAtTheSameOptimum(Law truth) {
        Family family = truth.family();
        List<Observation> runs = runs(truth, 1, 1, 1);
        double[] ones = new double[runs.size()];
        Arrays.fill(ones, 1);
        Sample sample = Sample.of(runs, ones);
        Fitter fitter = new Fitter(Objective.huber(0.01), 24);
        double best = fitter.search(family, sample).value();
        double[] at = family.theta(truth, sample);
        SplittableRandom random = new SplittableRandom(3);
        double[][] starts = new double[20][];
        for (int i = 0; i < starts.length; i++) {
            starts[i] =
                    Arrays.stream(at).map(x -> x + 1.5 * random.nextGaussian()).toArray();
        }
        assertThat(fitter.search(family, sample, starts).value()).isCloseTo(best, Percentage.withPercentage(0.1));
    }
}
