package dev.blueline.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.scaling.Outlook;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Size;
import dev.blueline.study.StudyFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Losses from a known bowl in the logarithm of the vocabulary, whose lowest place and depth follow known laws of compute. */
class VocabularyLawTest {
    private static final int[] VOCABULARIES = {384, 640, 1024, 2048, 4096};
    private static final double[] COMPUTES = {1.2e11, 4.3e11, 9.7e11, 2.6e12};
    private static final double GROWTH = 0.3;
    private static final double FALL = -0.08;
    private static final double SEED_SD = 0.004;

    private final VocabularyLaw law = VocabularyLaw.of(results(3));

    @Test
    void theBestVocabularyOfEachComputeLiesInItsInterval() {
        assertThat(law.ats()).hasSize(COMPUTES.length);
        int held = 0;
        for (VocabularyLaw.At at : law.ats()) {
            held += at.best().low() <= best(at.compute())
                            && best(at.compute()) <= at.best().high()
                    ? 1
                    : 0;
            assertThat(at.best().best()).isCloseTo(best(at.compute()), within(0.25 * best(at.compute())));
            assertThat(at.best().side()).isEqualTo(VocabularyParabola.Side.INSIDE);
            assertThat(at.domains()).containsOnlyKeys("code");
        }
        assertThat(held).isGreaterThanOrEqualTo(3);
    }

    @Test
    void theTrendWithComputeIsFoundAgain() {
        VocabularyLaw.Trend trend = law.trend().orElseThrow();
        assertThat(trend.low()).isLessThan(GROWTH);
        assertThat(trend.high()).isGreaterThan(GROWTH);
        assertThat(trend.clear()).isTrue();
    }

    @Test
    void theBestLossAtTheNextComputeIsForecastFromTheOthers() {
        Outlook outlook = VocabularyLaw.forecast("id", "the next", law.ats().subList(0, 3), COMPUTES[3])
                .orElseThrow();
        assertThat(lowest(COMPUTES[3]))
                .isBetween(outlook.forecast().low(), outlook.forecast().high());
        assertThat(outlook.forecast().predicted()).isCloseTo(lowest(COMPUTES[3]), within(0.01 * lowest(COMPUTES[3])));
        assertThat(VocabularyLaw.forecast("id", "the next", law.ats().subList(0, 2), COMPUTES[3]))
                .isEmpty();
    }

    @Test
    void aBowlBelowAllThatWereTriedIsNotCalledFound() {
        VocabularyParabola parabola = VocabularyParabola.of(
                List.of(1024, 2048, 4096),
                List.of(new double[] {2.00, 2.01, 1.99}, new double[] {2.1, 2.11, 2.09}, new double[] {2.3, 2.31, 2.29
                }),
                1);
        assertThat(parabola.side()).isEqualTo(VocabularyParabola.Side.BELOW);
        assertThat(VocabularyFindings.best(parabola)).contains("perhaps smaller");
    }

    @Test
    void flatLossesLeaveTheBestVocabularyUndetermined() {
        VocabularyParabola parabola = VocabularyParabola.of(
                List.of(512, 1024, 2048, 4096),
                List.of(
                        new double[] {2.01, 1.97, 2.03},
                        new double[] {2.02, 1.98, 2.00},
                        new double[] {1.97, 2.01, 2.03},
                        new double[] {2.00, 1.99, 2.01}),
                1);
        assertThat(parabola.side()).isEqualTo(VocabularyParabola.Side.UNDETERMINED);
    }

    @Test
    void threePointsWithoutNoiseGiveTheirParabolaExactly() {
        // ln V = 6, 7, 8: loss 1 + (x - 7.25)^2
        List<Integer> vocabularies = List.of(403, 1097, 2981);
        List<double[]> losses = vocabularies.stream()
                .map(v -> 1 + Math.pow(Math.log(v) - 7.25, 2))
                .map(loss -> new double[] {loss, loss})
                .toList();
        VocabularyParabola parabola = VocabularyParabola.of(vocabularies, losses, 1);
        assertThat(Math.log(parabola.best())).isCloseTo(7.25, within(1e-9));
        assertThat(parabola.high() / parabola.low())
                .as("a parabola through three points does not know its lowest place exactly")
                .isGreaterThan(1.3);
        assertThat(parabola.loss()).isCloseTo(1, within(1e-9));
        assertThat(parabola.at(1097)).isCloseTo(losses.get(1)[0], within(1e-9));
    }

    @Test
    void armsCostTheSameUpToHalfABatch() {
        DataStudy study = StudyFile.readData(Path.of("..", "studies", "vocabulary.toml"));
        for (Size size : study.grid().sizes()) {
            for (int vocabulary : VOCABULARIES) {
                var shape = study.model().shape(size, vocabulary);
                long steps = VocabularyExperiment.equal(study.training(), shape, 1e12);
                double batch = study.training().flops(shape, study.training().batchTokens());
                assertThat(Math.abs(steps * batch - 1e12)).isLessThanOrEqualTo(batch / 2);
            }
        }
    }

    private static double best(double compute) {
        return 700 * Math.pow(compute / 1.2e11, GROWTH);
    }

    private static double lowest(double compute) {
        return 2.6 * Math.pow(compute / 1.2e11, FALL);
    }

    private static Results results(int seeds) {
        Random random = new Random(2);
        List<Ledger.Entry> entries = new ArrayList<>();
        for (int i = 0; i < COMPUTES.length; i++) {
            for (int vocabulary : VOCABULARIES) {
                for (int seed = 0; seed < seeds; seed++) {
                    double off = Math.log(vocabulary / best(COMPUTES[i]));
                    double loss = lowest(COMPUTES[i]) * (1 + 0.03 * off * off) * (1 + SEED_SD * random.nextGaussian());
                    entries.add(entry(i, vocabulary, seed, loss));
                }
            }
        }
        return new Results(entries);
    }

    private static Ledger.Entry entry(int compute, int vocabulary, int seed, double loss) {
        String id = compute + "-" + vocabulary + "-" + seed;
        Instant now = Instant.EPOCH;
        int width = 32 * (1 + compute);
        Run run = new Run(
                id,
                "v" + vocabulary + "/" + width + "x2/1M",
                "v" + vocabulary,
                id,
                compute == COMPUTES.length - 1 ? Run.Role.HELD_OUT : Run.Role.LADDER,
                2,
                width,
                new Run.Parameters(100_000, 50_000, 100_000 * (1L + compute)),
                1_000_000,
                COMPUTES[compute] * (1 + 1e-3 * random(vocabulary)),
                1000 + seed,
                1,
                1,
                Run.Status.FINISHED,
                "",
                new Provenance("s", "c", "t", "java", 1, "v", "j", "m", 1, now, now));
        return new Ledger.Entry(
                run,
                List.of(
                        new Measurement(id, Pretraining.BITS_PER_BYTE, Pretraining.ALL, loss, 0.001),
                        new Measurement(id, Pretraining.BITS_PER_BYTE, "code", 0.9 * loss, 0.001),
                        new Measurement(
                                id, Pretraining.BYTES_PER_TOKEN, Pretraining.ALL, Math.log(vocabulary) / 3, 0)));
    }

    private static double random(int vocabulary) {
        return vocabulary % 7 - 3;
    }
}
