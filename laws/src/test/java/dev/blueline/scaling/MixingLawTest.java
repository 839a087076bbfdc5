package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MixingLawTest {
    private static final List<String> DOMAINS = List.of("web", "code", "books");
    private static final List<String> SETS = List.of("web loss", "code loss", "books loss");

    /** Each domain's own text helps its own loss most; rates have mean 0. */
    private static final List<DomainLaw> TRUTH = List.of(
            new DomainLaw("web loss", 2.4, .9, List.of(-1.2, 1.0, .2), 0),
            new DomainLaw("code loss", 1.1, .8, List.of(.9, -1.9, 1.0), 0),
            new DomainLaw("books loss", 2.7, .7, List.of(.6, 1.1, -1.7), 0));

    private static final Map<String, Double> GOAL = Map.of("web loss", .4, "code loss", .3, "books loss", .3);

    @Test
    void lossesAtOtherMixturesAndTheRatesAreFoundAgain() {
        MixingLaw law = MixingLaw.fit(DOMAINS, SETS, runs(40, .0003, 1), 20, 1);
        for (int k = 0; k < SETS.size(); k++) {
            DomainLaw found = law.laws().get(k);
            for (int j = 0; j < DOMAINS.size(); j++) {
                assertThat(found.rates().get(j)).isCloseTo(TRUTH.get(k).rates().get(j), Offset.offset(.2));
            }
            assertThat(found.floor()).isCloseTo(TRUTH.get(k).floor(), Percentage.withPercentage(8));
        }
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 20; i++) {
            double[] mixture = mixture(random);
            for (int k = 0; k < SETS.size(); k++) {
                assertThat(law.laws().get(k).predict(mixture))
                        .isCloseTo(TRUTH.get(k).predict(mixture), Percentage.withPercentage(.1));
            }
        }
    }

    @Test
    void theBestMixtureIsTheOneOfAGridOfTheTruth() {
        MixingLaw law = MixingLaw.fit(DOMAINS, SETS, runs(40, .002, 2), 200, 1);
        MixingLaw.Best best = law.best(GOAL, .95);
        double[] lowest = new double[3];
        double value = Double.POSITIVE_INFINITY;
        for (int a = 0; a <= 200; a++) {
            for (int b = 0; a + b <= 200; b++) {
                double[] shares = {a / 200.0, b / 200.0, (200 - a - b) / 200.0};
                double loss = truth(shares);
                if (loss < value) {
                    value = loss;
                    lowest = shares;
                }
            }
        }
        for (int j = 0; j < 3; j++) {
            MixingLaw.Share share = best.shares().get(j);
            assertThat(lowest[j])
                    .as(share.domain())
                    .isBetween(share.interval().low() - .005, share.interval().high() + .005);
            assertThat(share.interval().high() - share.interval().low()).isLessThan(.2);
            assertThat(share.beyond()).isFalse();
        }
        double[] chosen =
                best.shares().stream().mapToDouble(MixingLaw.Share::share).toArray();
        assertThat(chosen[0] + chosen[1] + chosen[2]).isCloseTo(1, Offset.offset(1e-9));
        assertThat(truth(chosen) / value - 1).isLessThan(.001);
        assertThat(best.loss()).isCloseTo(value, Percentage.withPercentage(.5));
    }

    /** Two domains with losses exp(-t r) and exp(-t (1 - r)): w t exp(-t r) = (1 - w) t exp(-t (1 - r)), solved by hand. */
    @Test
    void theBestShareOfTwoDomainsIsTheOneSolvedByHand() {
        double t = 3;
        List<MixingRun> runs = new ArrayList<>();
        for (double r = 0; r < 1.01; r += .1) {
            runs.add(new MixingRun(List.of(r, 1 - r), List.of(1 + Math.exp(-t * r), 2 + Math.exp(-t * (1 - r)))));
        }
        MixingLaw law = MixingLaw.fit(List.of("a", "b"), List.of("la", "lb"), runs, 20, 1);
        for (double w : new double[] {.3, .5, .7}) {
            double expected = .5 + Math.log(w / (1 - w)) / (2 * t);
            assertThat(law.best(Map.of("la", w, "lb", 1 - w), .9)
                            .shares()
                            .getFirst()
                            .share())
                    .as("weight %s", w)
                    .isCloseTo(expected, Offset.offset(.002));
        }
        assertThat(law.best(Map.of("la", 5.0), .9).shares().getFirst().share()).isEqualTo(1);
    }

    @Test
    void aBestShareThatNoRunTriedIsMarked() {
        List<MixingRun> runs = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(4);
        for (double r = .1; r < .41; r += .05) {
            runs.add(new MixingRun(
                    List.of(r, 1 - r), List.of((1 + Math.exp(-3 * r)) * Math.exp(.001 * random.nextGaussian()))));
        }
        MixingLaw.Best best =
                MixingLaw.fit(List.of("a", "b"), List.of("la"), runs, 20, 1).best(Map.of("la", 1.0), .9);
        assertThat(best.shares().getFirst().share()).isEqualTo(1);
        assertThat(best.shares()).allMatch(MixingLaw.Share::beyond);
    }

    @Test
    void intervalsHoldThePlantedLossInMostOfManyDraws() {
        double[] mixture = {.4, .3, .3};
        int held = 0;
        for (int trial = 0; trial < 20; trial++) {
            MixingLaw law = MixingLaw.fit(DOMAINS, SETS, runs(30, .003, 100 + trial), 60, 1);
            Outlook.Interval interval = Outlook.Interval.of(
                    law.draws().stream()
                            .mapToDouble(draw -> draw.getFirst().predict(mixture))
                            .toArray(),
                    .9);
            double truth = TRUTH.getFirst().predict(mixture);
            held += truth >= interval.low() && truth <= interval.high() ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(14);
    }

    @Test
    void mixturesThatSayNothingAreRefused() {
        List<MixingRun> together = new ArrayList<>();
        for (double r = 0; r < 1; r += .1) {
            together.add(new MixingRun(List.of(r, (1 - r) / 2, (1 - r) / 2), List.of(3 - r)));
        }
        assertThatThrownBy(() -> MixingLaw.fit(DOMAINS, List.of("la"), together, 20, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rise and fall together");
    }

    private static double truth(double[] shares) {
        return TRUTH.stream()
                .mapToDouble(law -> GOAL.getOrDefault(law.name(), 0.0) * law.predict(shares))
                .sum();
    }

    private static double[] mixture(SplittableRandom random) {
        double[] shares = new double[3];
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            shares[j] = -Math.log(1 - random.nextDouble());
            sum += shares[j];
        }
        for (int j = 0; j < 3; j++) {
            shares[j] /= sum;
        }
        return shares;
    }

    private static List<MixingRun> runs(int count, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MixingRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] shares = mixture(random);
            runs.add(new MixingRun(
                    List.of(shares[0], shares[1], shares[2]),
                    TRUTH.stream()
                            .map(law -> law.predict(shares) * Math.exp(noise * random.nextGaussian()))
                            .toList()));
        }
        return runs;
    }
}
