package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LossKernelsTest {
    private final LossKernels scalar = Kernels.scalar().loss();
    private final LossKernels fast = Kernels.fastest().loss();

    @Property(tries = 60)
    void lossesAndGradientsOnVectorsEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 1, max = 10) int rows,
            @ForAll @IntRange(min = 1, max = 300) int vocabulary,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        Rows expected = sample.rows(rows, vocabulary);
        Rows actual = Sample.copy(expected);
        Rows scored = Sample.copy(expected);
        int[] targets = sample.integers(rows, vocabulary);
        targets[rows / 2] = rows > 2 ? -1 : targets[rows / 2];
        float[][] losses = new float[3][rows];
        float[][] entropies = new float[2][rows];
        scalar.entropies(expected, rows, vocabulary, entropies[0], 0);
        fast.entropies(actual, rows, vocabulary, entropies[1], 0);
        LossKernels.Scale scale = (row, loss) -> 0.125f * loss - row;
        scalar.learn(expected, rows, vocabulary, targets, 0, scale, losses[0], 0);
        fast.learn(actual, rows, vocabulary, targets, 0, scale, losses[1], 0);
        fast.score(scored, rows, vocabulary, targets, 0, losses[2], 0);
        assertThat(actual.data()).containsExactly(expected.data());
        assertThat(losses[1]).containsExactly(losses[0]);
        assertThat(losses[2]).containsExactly(losses[0]);
        assertThat(entropies[1]).containsExactly(entropies[0]);
    }

    @Property(tries = 60)
    void weightsOfDrawsOnVectorsEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 2, max = 300) int vocabulary, @ForAll long seed) {
        float[] logProbabilities = new Sample(seed).floats(vocabulary, 9);
        logProbabilities[vocabulary / 2] = Float.NEGATIVE_INFINITY;
        float[][] weights = new float[2][vocabulary];
        scalar.weights(logProbabilities, 0.7f, weights[0]);
        fast.weights(logProbabilities, 0.7f, weights[1]);
        assertThat(weights[1]).containsExactly(weights[0]);
    }

    @Example
    void eachRowsGradientHasTheFactorThatItsLossAsksFor() {
        int vocabulary = 45;
        Rows logits = new Sample(1).rows(3, vocabulary);
        double[] before = Sample.doubles(logits, 3, vocabulary);
        float[] losses = new float[5];
        float[] asked = new float[5];
        float[] factors = {0, 0, -1.5f, 0, 0.25f};
        LossKernels.Scale scale = (place, loss) -> {
            asked[place] = loss;
            return factors[place];
        };
        fast.learn(logits, 3, vocabulary, new int[] {9, 44, -1, 7}, 1, scale, losses, 2);
        assertThat(asked).containsExactly(losses);
        assertThat(Sample.doubles(logits, 3, vocabulary))
                .containsExactly(
                        Sample.differences(
                                before,
                                at -> -1.5 * Formulas.crossEntropy(at, 0, vocabulary, 44)
                                        + 0.25 * Formulas.crossEntropy(at, 2 * vocabulary, vocabulary, 7)),
                        within(1e-6));
    }

    @Example
    void anEntropyIsTheMeanOfTheLosses() {
        int vocabulary = 45;
        Rows logits = new Sample(1).rows(2, vocabulary);
        logits.data()[logits.row(1) + 7] = Float.NEGATIVE_INFINITY;
        double[] plain = Sample.doubles(logits, 2, vocabulary);
        float[] entropies = new float[2];
        scalar.entropies(logits, 2, vocabulary, entropies, 0);
        for (int row = 0; row < 2; row++) {
            double expected = 0;
            for (int token = 0; token < vocabulary; token++) {
                double loss = Formulas.crossEntropy(plain, row * vocabulary, vocabulary, token);
                expected += loss < 1e9 ? Math.exp(-loss) * loss : 0;
            }
            assertThat((double) entropies[row]).isCloseTo(expected, within(1e-5));
        }
    }

    @Example
    void aLossAndItsGradientFollowTheFormula() {
        int vocabulary = 45;
        Rows logits = new Sample(1).rows(1, vocabulary);
        double[] before = Sample.doubles(logits, 1, vocabulary);
        float[] losses = new float[1];
        scalar.learn(logits, 1, vocabulary, new int[] {44}, 0, (row, loss) -> 2, losses, 0);
        assertThat((double) losses[0]).isCloseTo(Formulas.crossEntropy(before, 0, vocabulary, 44), within(1e-6));
        assertThat(Sample.doubles(logits, 1, vocabulary))
                .containsExactly(
                        Sample.differences(before, at -> 2 * Formulas.crossEntropy(at, 0, vocabulary, 44)),
                        within(1e-6));
        assertThat(logits.data()[logits.at() + vocabulary]).isZero();
    }

    @Example
    void equalLogitsCostTheLogarithmOfTheVocabulary() {
        float[] losses = new float[1];
        fast.learn(Rows.of(1, 1000), 1, 1000, new int[] {3}, 0, (row, loss) -> 1, losses, 0);
        assertThat((double) losses[0]).isCloseTo(Math.log(1000), within(1e-6));
    }

    @Example
    void brokenLogitsGiveALossThatIsNotFinite() {
        for (LossKernels kernels : new LossKernels[] {scalar, fast}) {
            Rows logits = Rows.of(1, 64);
            Arrays.fill(logits.data(), Float.NaN);
            float[] losses = new float[1];
            kernels.learn(logits, 1, 64, new int[] {3}, 0, (row, loss) -> 1, losses, 0);
            assertThat(losses[0]).isNaN();
        }
    }
}
