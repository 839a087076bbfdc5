package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class UpdateKernelsTest {
    private final UpdateKernels scalar = Kernels.scalar().update();
    private final UpdateKernels fast = Kernels.fastest().update();

    @Property(tries = 40)
    void updatesOnVectorsEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 0, max = 40) int at,
            @ForAll @IntRange(min = 0, max = 9000) int length,
            @ForAll long seed) {
        float[][] expected = arrays(at + length + 3, seed);
        float[][] actual = arrays(at + length + 3, seed);
        AdamWStep step = AdamWStep.of(3, 0.7, 1e-2, 0.9, 0.95, 1e-8, 0.1);
        scalar.adamW(expected[0], expected[1], expected[2], expected[3], at, length, step);
        fast.adamW(actual[0], actual[1], actual[2], actual[3], at, length, step);
        scalar.addScaled(expected[0], at, 0.3f, expected[1], at + 3, length);
        fast.addScaled(actual[0], at, 0.3f, actual[1], at + 3, length);
        for (int i = 0; i < 4; i++) {
            assertThat(actual[i]).containsExactly(expected[i]);
        }
        assertThat(fast.sumOfSquares(actual[0], at, length)).isEqualTo(scalar.sumOfSquares(expected[0], at, length));
    }

    private static float[][] arrays(int length, long seed) {
        Sample sample = new Sample(seed);
        float[] square = sample.floats(length, 1);
        for (int i = 0; i < length; i++) {
            square[i] *= square[i];
        }
        return new float[][] {sample.floats(length, 1), sample.floats(length, 1), sample.floats(length, 0.1), square};
    }

    @Example
    void twoStepsByHand() {
        float[] weight = {1, 0};
        float[] mean = new float[2];
        float[] square = new float[2];
        double w = 1;
        double m = 0;
        double v = 0;
        double[] gradients = {0.5, -0.25};
        for (int t = 1; t <= 2; t++) {
            float[] gradient = {(float) gradients[t - 1], 0};
            fast.adamW(weight, gradient, mean, square, 0, 2, AdamWStep.of(t, 2, 0.1, 0.9, 0.99, 1e-8, 0.5));
            double g = 2 * gradients[t - 1];
            m = 0.9 * m + 0.1 * g;
            v = 0.99 * v + 0.01 * g * g;
            w = w * (1 - 0.1 * 0.5)
                    - 0.1 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.99, t))) + 1e-8);
        }
        assertThat((double) weight[0]).isCloseTo(w, within(1e-6));
        assertThat(weight[1]).isZero();
    }

    @Example
    void aSumOfSquaresIsThatOfDoublePrecision() {
        float[] data = new Sample(1).floats(100_001, 1);
        double expected = 0;
        for (float value : data) {
            expected += (double) value * value;
        }
        assertThat(fast.sumOfSquares(data, 0, data.length)).isCloseTo(expected, within(expected * 1e-6));
    }
}
