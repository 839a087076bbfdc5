package dev.blueline.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Target;
import dev.blueline.study.QualityAxis;
import dev.blueline.study.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QualityFiguresTest {
    @Test
    void precisionAndRecallAreThoseComputedByHand() {
        Detection found = new Detection(
                "f",
                0.6,
                100,
                40,
                Map.of("shuffled words", 10, "duplicates", 20),
                Map.of("shuffled words", 9, "duplicates", 3));
        assertThat(found.precision().value()).isEqualTo(12 / 40.0);
        assertThat(found.recall().value()).isEqualTo(12 / 30.0);
        assertThat(found.recall("shuffled words").value()).isEqualTo(0.9);
        assertThat(found.recall("shuffled words").low()).isCloseTo(0.596, within(0.001)); // Wilson, 9 of 10
        assertThat(found.recall("shuffled words").high()).isCloseTo(0.982, within(0.001));
        assertThat(found.recall("wrong facts").value()).isNaN();
        assertThat(found.lost().value()).isEqualTo(28 / 70.0);
        assertThat(found.chance()).isEqualTo(0.4);
    }

    @Test
    void theBestOfEachDomainAreKeptToItsShareOfTokens() {
        double[] scores = {0.1, 0.9, 0.5, 0.2, 0.8, 0.3};
        int[] tokens = {10, 10, 20, 30, 30, 40};
        BestOfDomain best = new BestOfDomain(scores, tokens, List.of("a", "a", "a", "b", "b", "b"));
        assertThat(best.keep(0.75, 6)).isEqualTo(set(1, 2, 4, 5)); // 30 of 40, 70 of 100: the last 30 would lead to 100
        assertThat(best.keep(0.3, 6)).isEqualTo(set(1, 4)); // 10 of 40 and 30 of 100
        assertThat(best.keep(0.3, 3)).isEqualTo(set(1));
    }

    @Test
    void armsAreNamedSoThatTheNameSaysAll() {
        for (QualityArm arm : List.of(
                new QualityArm("dirty", 1, false),
                new QualityArm("perplexity", 0.6, false),
                new QualityArm("duplicates", 0.25, true))) {
            assertThat(QualityArm.of(arm.name())).isEqualTo(arm);
        }
    }

    @Test
    void aFilterThatKeepsAShareTakesThatMuchMoreText() {
        QualityAxis axis = new QualityAxis("a", 0.4, List.of(0.8, 0.6, 0.2), List.of("perplexity", "heuristics"));
        QualityCells cells = new QualityCells(axis, List.of(100L, 200L, 400L, 800L), 1e9);
        assertThat(cells.dirty(4)).containsExactly(100L, 200L, 400L, 800L);
        assertThat(cells.compared(4)).containsExactly(100L, 200L, 400L);
        assertThat(cells.compared(3)).containsExactly(100L, 200L);
        assertThat(cells.varied()).isEqualTo(200);
        assertThat(cells.needed()).isEqualTo(1150); // 200 at a fifth is 1000, and a margin
        assertThat(cells.fresh("perplexity")).extracting(QualityArm::share).containsExactly(0.8, 0.2);
        assertThat(cells.repeated("perplexity")).extracting(QualityArm::share).containsExactly(0.8, 0.2, 0.6);
        QualityCells little = new QualityCells(axis, List.of(100L, 200L, 400L, 800L), 500);
        assertThat(little.dirty(4)).containsExactly(100L, 200L, 400L);
        assertThat(little.compared(4)).containsExactly(100L, 200L);
        assertThat(little.fresh("perplexity")).extracting(QualityArm::share).containsExactly(0.8);
    }

    @Test
    void studentsIntervalOfThreePairsIsThatComputedByHand() {
        PairedDifference difference = PairedDifference.of(
                Map.of(1L, 2.1, 2L, 2.3, 3L, 2.5, 4L, 9.0), Map.of(1L, 2.2, 2L, 2.5, 3L, 2.8), PairedDifference.PLAIN);
        assertThat(difference.mean()).isCloseTo(-0.2, within(1e-9));
        double student = 0.9 * Math.sqrt(2 / 0.19); // two degrees of freedom have a closed form, 2.920
        assertThat(difference.high() - difference.mean()).isCloseTo(student * 0.1 / Math.sqrt(3), within(1e-9));
    }

    @Test
    void theMultiplierOfCleaningIsFoundAgainInSimulatedLosses() {
        double clean = 1.6;
        double filter = 1.3;
        Random random = new Random(4);
        List<QualityGain.Loss> losses = new ArrayList<>();
        for (double parameters : new double[] {50e3, 200e3}) {
            for (int seed = 0; seed < 3; seed++) {
                double common = 0.002 * random.nextGaussian();
                for (double tokens : new double[] {0.25e6, 0.5e6, 1e6, 2e6}) {
                    add(losses, "dirty", 1, parameters, tokens, seed, common + 0.001 * random.nextGaussian());
                    if (tokens < 2e6) {
                        add(losses, "clean", clean, parameters, tokens, seed, common + 0.001 * random.nextGaussian());
                        add(losses, "f-0.6", filter, parameters, tokens, seed, common + 0.001 * random.nextGaussian());
                    }
                }
            }
        }
        List<QualityGain> gains = QualityGain.of("all", losses, 1, 2);
        assertThat(gains).extracting(QualityGain::arm).containsExactly("clean", "f-0.6");
        assertHolds(gains.getFirst().average(), clean);
        assertHolds(gains.getLast().average(), filter);
        assertHolds(gains.getLast().overClean().orElseThrow(), filter / clean);
        assertThat(gains.getFirst().slope().low()).isLessThan(0);
        assertThat(gains.getFirst().slope().high()).isGreaterThan(0);
    }

    @Test
    void withTooFewScalesNothingIsSaid() {
        List<QualityGain.Loss> losses = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            add(losses, "dirty", 1, 50e3, 1e6, seed, 0);
            add(losses, "clean", 1.5, 50e3, 1e6, seed, 0);
        }
        assertThat(QualityGain.of("all", losses, 1, 1)).isEmpty();
    }

    @Test
    void aTextIsForecastToGainAtALargerSizeWhatItGainedAtTheSmaller() {
        Size small = Size.of("32x1");
        Size large = Size.of("64x2");
        List<Ledger.Entry> runs = new ArrayList<>();
        double[] gains = {0.04, 0.05, 0.06};
        for (int seed = 0; seed < 3; seed++) {
            runs.add(entry("dirty", small, seed, 3));
            runs.add(entry("clean", small, seed, 3 * Math.exp(-gains[seed])));
            runs.add(entry("dirty", large, seed, 2.5));
        }
        QualityForecast forecast = new QualityForecast("good", small, large, 1000);
        Expectation expectation = forecast.of("q", "clean", new Target(1, 1000, 1), new Results(runs))
                .orElseThrow();
        assertThat(expectation.forecast().predicted()).isCloseTo(2.5 * Math.exp(-0.05), within(1e-9));
        // Student's 2.920 with two degrees of freedom, and the error of a difference of two means of three
        double half = 2.920 * 0.01 * Math.sqrt(2.0 / 3);
        assertThat(Math.log(
                        expectation.forecast().high() / expectation.forecast().predicted()))
                .isCloseTo(half, within(1e-6));
        assertThat(expectation.measured().of(new Results(runs))).isNaN();
        for (int seed = 0; seed < 3; seed++) {
            runs.add(entry("clean", large, seed, 2.4));
        }
        assertThat(expectation.measured().of(new Results(runs))).isCloseTo(2.4, within(1e-9));
        assertThat(forecast.of("q", "unknown", new Target(1, 1000, 1), new Results(runs)))
                .isEmpty();
    }

    private static Ledger.Entry entry(String arm, Size size, int seed, double loss) {
        String id = arm + size + seed;
        Run run = new Run(
                id,
                arm + "/" + size + "/1k",
                arm,
                id,
                Run.Role.LADDER,
                size.layers(),
                size.width(),
                new Run.Parameters(1, 1, 1),
                1000,
                6000.0 * size.width(),
                seed,
                1,
                1,
                Run.Status.FINISHED,
                "",
                new Provenance("", "", "", "java", 1, "", "", "", 1, Instant.EPOCH, Instant.EPOCH));
        return new Ledger.Entry(run, List.of(new Measurement(id, "bits_per_byte", "good", loss, 0)));
    }

    /** Of data that are worth so many times as much; size hardly counts, so that more tokens are the cheapest way on. */
    private static void add(
            List<QualityGain.Loss> losses,
            String arm,
            double worth,
            double parameters,
            double tokens,
            int seed,
            double error) {
        double loss = 1.2 + 2 * Math.pow(parameters, -0.3) + 150 * Math.pow(worth * tokens, -0.4);
        losses.add(
                new QualityGain.Loss(arm, parameters, tokens, 6 * parameters * tokens, seed, loss * Math.exp(error)));
    }

    private static void assertHolds(Estimate estimate, double truth) {
        assertThat(truth).isBetween(estimate.low(), estimate.high());
        assertThat(estimate.value()).isCloseTo(truth, within(0.1 * truth));
    }

    private static BitSet set(int... members) {
        BitSet set = new BitSet();
        for (int member : members) {
            set.set(member);
        }
        return set;
    }
}
