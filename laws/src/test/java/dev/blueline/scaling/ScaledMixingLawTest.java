package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ScaledMixingLawTest {
    private static final List<String> DOMAINS = List.of("code", "glossary", "manual", "speech");
    private static final Map<String, Double> GOAL = Map.of("code", .25, "glossary", .25, "manual", .25, "speech", .25);
    private static final double[] COMPUTES = {1e11, 3e11, 8e11};
    private static final double FAR = 6.4e12;

    /** True losses of all sets. */
    private interface Truth {
        double loss(int set, double[] shares, double compute);
    }

    /** Of the law's own form. */
    private static double own(int set, double[] r, double compute) {
        double x = Math.log(compute / 8e11);
        double pull = 0;
        for (int j = 0; j < r.length; j++) {
            pull += r[j] * (j == set ? -2.5 - .05 * x : -.3 * Math.abs(j - set) % .5);
        }
        return Math.exp(-.08 * x) * (1.4 + .2 * set + Math.exp(pull));
    }

    /** Not of its form: a floor, a power of the own share, and compute added (Shukor et al. 2025, arXiv 2507.09404). */
    private static double additive(int set, double[] r, double compute) {
        double useful = r[set] + .15 * r[(set + 1) % 4] + .05;
        return .8 + .1 * set + .35 * Math.pow(useful, -.35) + .9 * Math.pow(compute / 8e11, -.16);
    }

    @Test
    void lossesAtEightTimesTheComputeAreFoundToAPercent() {
        ScaledMixingLaw law = ScaledMixingLaw.fit(DOMAINS, DOMAINS, runs(ScaledMixingLawTest::own, 1e-4, 1), 20, 1);
        MixingLaw there = law.at(FAR);
        double[] mixture = {.4, .1, .3, .2};
        for (int k = 0; k < 4; k++) {
            assertThat(there.laws().get(k).predict(mixture))
                    .isCloseTo(own(k, mixture, FAR), Percentage.withPercentage(1));
        }
    }

    @Test
    void theBestMixtureIsAsGoodAsTheTrueOneToATenthOfAPercent() {
        for (Truth truth : List.<Truth>of(ScaledMixingLawTest::own, ScaledMixingLawTest::additive)) {
            ScaledMixingLaw law = ScaledMixingLaw.fit(DOMAINS, DOMAINS, runs(truth, .003, 5), 20, 1);
            MixingLaw.Best best = law.at(FAR).best(GOAL, .9);
            double[] chosen =
                    best.shares().stream().mapToDouble(MixingLaw.Share::share).toArray();
            assertThat(goal(truth, chosen) / lowest(truth) - 1).isLessThan(.002);
        }
    }

    @Test
    void intervalsOfLossesAndOfDifferencesHoldAsOftenAsTheySay() {
        for (Truth truth : List.<Truth>of(ScaledMixingLawTest::own, ScaledMixingLawTest::additive)) {
            int studies = Integer.getInteger("blueline.studies", 5);
            int losses = 0;
            int ratios = 0;
            double width = 0;
            for (int study = 0; study < studies; study++) {
                ScaledMixingLaw law = ScaledMixingLaw.fit(DOMAINS, DOMAINS, runs(truth, .003, 100 + study), 20, 1);
                List<Double> best = law.at(FAR).best(GOAL, .9).shares().stream()
                        .map(MixingLaw.Share::share)
                        .toList();
                MixingForecast forecast = law.forecast(GOAL, FAR, List.of(best, natural()), 3);
                SplittableRandom random = new SplittableRandom(study);
                double measured = goal(truth, array(best)) * Math.exp(.003 / Math.sqrt(12) * random.nextGaussian());
                double other = goal(truth, array(natural())) * Math.exp(.003 / Math.sqrt(12) * random.nextGaussian());
                double[] loss = Quantiles.of(forecast.draws()[0], .05, .95);
                double[] ratio = Quantiles.of(forecast.ratio(0, 1), .05, .95);
                losses += loss[0] <= measured && measured <= loss[1] ? 1 : 0;
                ratios += ratio[0] <= measured / other && measured / other <= ratio[1] ? 1 : 0;
                width += (ratio[1] - ratio[0]) / studies;
            }
            assertThat(losses).isGreaterThanOrEqualTo((int) (.8 * studies));
            assertThat(ratios).isGreaterThanOrEqualTo((int) (.8 * studies));
            assertThat(width).isLessThan(.04);
        }
    }

    @Test
    void runsOfOneComputeAreRefused() {
        List<ScaledMixingRun> one = runs(ScaledMixingLawTest::own, .003, 1).stream()
                .filter(run -> run.compute() == 1e11)
                .toList();
        assertThatThrownBy(() -> ScaledMixingLaw.fit(DOMAINS, DOMAINS, one, 20, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("are of one compute");
    }

    @Test
    void theBestMixtureKeepsToItsBounds() {
        ScaledMixingLaw law = ScaledMixingLaw.fit(DOMAINS, DOMAINS, runs(ScaledMixingLawTest::own, .003, 5), 20, 1);
        MixingLaw there = law.at(FAR);
        List<Double> free = there.best(GOAL, .9).shares().stream()
                .map(MixingLaw.Share::share)
                .toList();
        double most = free.getFirst() - .1;
        List<Double> bound =
                there.best(GOAL, .9, List.of(.0, .1, .1, .1), List.of(most, 1.0, 1.0, 1.0)).shares().stream()
                        .map(MixingLaw.Share::share)
                        .toList();
        assertThat(bound.getFirst()).isEqualTo(most);
        assertThat(bound.stream().mapToDouble(share -> share).sum()).isCloseTo(1, Offset.offset(1e-9));
        double value = goal(ScaledMixingLawTest::own, array(bound));
        assertThat(value).isGreaterThan(goal(ScaledMixingLawTest::own, array(free)));
    }

    /** Natural shares with three seeds and twelve others, each at three computes; an error of a run is common to half among its losses. */
    private static List<ScaledMixingRun> runs(Truth truth, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ScaledMixingRun> runs = new ArrayList<>();
        for (int mixture = 0; mixture < 15; mixture++) {
            double[] shares = mixture < 3 ? array(natural()) : drawn(random);
            for (double compute : COMPUTES) {
                double common = random.nextGaussian();
                List<Double> losses = new ArrayList<>();
                for (int k = 0; k < 4; k++) {
                    double error = Math.sqrt(.5) * (common + random.nextGaussian());
                    losses.add(truth.loss(k, shares, compute) * Math.exp(noise * error));
                }
                runs.add(new ScaledMixingRun(
                        compute,
                        "mixture " + mixture,
                        new MixingRun(Arrays.stream(shares).boxed().toList(), losses)));
            }
        }
        return runs;
    }

    private static List<Double> natural() {
        return List.of(.48, .14, .17, .21);
    }

    private static double[] drawn(SplittableRandom random) {
        double[] shares = new double[4];
        Arrays.setAll(shares, j -> .05 - .8 * Math.log(random.nextDouble()) / 4);
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private static double lowest(Truth truth) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int a = 0; a <= 50; a++) {
            for (int b = 0; a + b <= 50; b++) {
                for (int c = 0; a + b + c <= 50; c++) {
                    double[] r = {a / 50.0, b / 50.0, c / 50.0, (50 - a - b - c) / 50.0};
                    lowest = Math.min(lowest, goal(truth, r));
                }
            }
        }
        return lowest;
    }

    private static double goal(Truth truth, double[] shares) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            sum += truth.loss(k, shares, FAR) / 4;
        }
        return sum;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
