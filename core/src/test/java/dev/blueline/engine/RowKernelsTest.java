package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RowKernelsTest {
    private static final double EPSILON = 1e-5;
    private final RowKernels scalar = Kernels.scalar().rows();
    private final RowKernels fast = Kernels.fastest().rows();

    @Property(tries = 40)
    void normsOnVectorsEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 4) int groups,
            @ForAll @IntRange(min = 1, max = 13) int sixteens,
            @ForAll boolean add,
            @ForAll long seed) {
        int width = 16 * sixteens;
        Sample sample = new Sample(seed);
        Rows x = sample.rows(rows, groups * width);
        Rows dy = sample.rows(rows, groups * width);
        float[] gain = sample.floats(width, 1);
        Rows start = sample.rows(rows, groups * width);
        Rows[] y = {Sample.copy(start), Sample.copy(start)};
        Rows[] dx = {Sample.copy(start), Sample.copy(start)};
        float[][] inverse = new float[2][rows * groups];
        float[][] dGain = new float[2][width];
        for (int i = 0; i < 2; i++) {
            RowKernels kernels = i == 0 ? scalar : fast;
            kernels.rmsNorm(x, gain, 0, rows, groups, width, EPSILON, y[i], inverse[i], 0);
            kernels.rmsNormBackward(x, gain, 0, rows, groups, width, inverse[i], 0, dy, dx[i], add, dGain[i], 0);
        }
        assertThat(y[1].data()).containsExactly(y[0].data());
        if (groups == 1) {
            for (RowKernels kernels : new RowKernels[] {scalar, fast}) {
                Rows again = Sample.copy(start);
                kernels.normalise(x, gain, 0, rows, width, inverse[0], 0, again);
                assertThat(again.data()).containsExactly(y[0].data());
            }
        }
        assertThat(inverse[1]).containsExactly(inverse[0]);
        assertThat(dx[1].data()).containsExactly(dx[0].data());
        assertThat(dGain[1]).containsExactly(dGain[0]);
    }

    @Example
    void aNormAndItsGradientsFollowTheFormula() {
        int rows = 3;
        int width = 48;
        Sample sample = new Sample(1);
        Rows x = sample.rows(rows, width);
        Rows dy = sample.rows(rows, width);
        float[] gain = sample.floats(width, 1);
        Rows y = Rows.of(rows, width);
        Rows dx = Rows.of(rows, width);
        float[] inverse = new float[rows];
        float[] dGain = new float[width];
        scalar.rmsNorm(x, gain, 0, rows, 1, width, EPSILON, y, inverse, 0);
        scalar.rmsNormBackward(x, gain, 0, rows, 1, width, inverse, 0, dy, dx, false, dGain, 0);

        double[] xs = Sample.doubles(x, rows, width);
        double[] dys = Sample.doubles(dy, rows, width);
        double[] gains = doubles(gain);
        assertThat(Sample.doubles(y, rows, width))
                .containsExactly(Formulas.rmsNorm(xs, gains, rows, width, EPSILON), within(1e-6));
        assertThat(Sample.doubles(dx, rows, width))
                .containsExactly(
                        Sample.differences(
                                xs, at -> Sample.dot(Formulas.rmsNorm(at, gains, rows, width, EPSILON), dys)),
                        within(5e-6));
        assertThat(doubles(dGain))
                .containsExactly(
                        Sample.differences(
                                gains, at -> Sample.dot(Formulas.rmsNorm(xs, at, rows, width, EPSILON), dys)),
                        within(5e-6));
    }

    @Property(tries = 30)
    void turnsOnVectorsEqualTheScalarOnesAndTurningBackUndoesThem(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 5) int heads,
            @ForAll @IntRange(min = 1, max = 4) int sixteens,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        int width = 16 * sixteens;
        Rotary rotary = rotary(width, 300);
        Rows x = sample.rows(rows, heads * width);
        int[] positions = sample.integers(rows, 300);
        Rows expected = Sample.copy(x);
        Rows actual = Sample.copy(x);
        scalar.rotate(expected, positions, 0, rows, heads, rotary, false);
        fast.rotate(actual, positions, 0, rows, heads, rotary, false);
        assertThat(actual.data()).containsExactly(expected.data());
        scalar.rotate(expected, positions, 0, rows, heads, rotary, true);
        fast.rotate(actual, positions, 0, rows, heads, rotary, true);
        assertThat(actual.data()).containsExactly(expected.data());
        assertThat(actual.data()).containsExactly(x.data(), within(1e-6f));
    }

    private static Rotary rotary(int headWidth, int context) {
        return Rotary.of(new ModelShape(2, context, 1, headWidth, 1, 1, headWidth, 16, false, true, 10_000, 1e-5));
    }

    @Example
    void aTurnMultipliesComplexPairsHalfAHeadApart() {
        int width = 32;
        Rows x = new Sample(2).rows(1, width);
        Rows y = Sample.copy(x);
        scalar.rotate(y, new int[] {7}, 0, 1, 1, rotary(width, 8), false);
        for (int i = 0; i < 16; i++) {
            double angle = 7 * Math.pow(10000, -i / 16.0);
            double re = x.data()[x.row(0) + i];
            double im = x.data()[x.row(0) + 16 + i];
            assertThat((double) y.data()[y.row(0) + i])
                    .isCloseTo(re * Math.cos(angle) - im * Math.sin(angle), within(1e-6));
            assertThat((double) y.data()[y.row(0) + 16 + i])
                    .isCloseTo(im * Math.cos(angle) + re * Math.sin(angle), within(1e-6));
        }
    }

    @Property(tries = 40)
    void gatesOnVectorsEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 13) int sixteens,
            @ForAll long seed) {
        int width = 16 * sixteens;
        Sample sample = new Sample(seed);
        Rows gate = sample.rows(rows, width);
        Rows up = sample.rows(rows, width);
        Rows dy = sample.rows(rows, width);
        gate.data()[gate.at()] = -200;
        gate.data()[gate.at() + 1] = 200;
        Rows[] y = {Rows.of(rows, width), Rows.of(rows, width)};
        Rows[] again = {Rows.of(rows, width), Rows.of(rows, width)};
        Rows[] dGate = {Rows.of(rows, width), Rows.of(rows, width)};
        Rows[] dUp = {Rows.of(rows, width), Rows.of(rows, width)};
        for (int i = 0; i < 2; i++) {
            RowKernels kernels = i == 0 ? scalar : fast;
            kernels.swiGlu(gate, up, rows, width, y[i]);
            kernels.swiGluBackward(gate, up, dy, rows, width, again[i], dGate[i], dUp[i]);
            assertThat(again[i].data()).containsExactly(y[i].data());
        }
        assertThat(y[1].data()).containsExactly(y[0].data());
        assertThat(dGate[1].data()).containsExactly(dGate[0].data());
        assertThat(dUp[1].data()).containsExactly(dUp[0].data());
    }

    @Example
    void aGateAndItsGradientsFollowTheFormula() {
        Sample sample = new Sample(3);
        Rows gate = sample.rows(2, 64);
        Rows up = sample.rows(2, 64);
        Rows dy = sample.rows(2, 64);
        Rows y = Rows.of(2, 64);
        Rows dGate = Rows.of(2, 64);
        Rows dUp = Rows.of(2, 64);
        scalar.swiGlu(gate, up, 2, 64, y);
        scalar.swiGluBackward(gate, up, dy, 2, 64, y, dGate, dUp);
        double[] gates = Sample.doubles(gate, 2, 64);
        double[] ups = Sample.doubles(up, 2, 64);
        double[] dys = Sample.doubles(dy, 2, 64);
        assertThat(Sample.doubles(y, 2, 64)).containsExactly(Formulas.swiGlu(gates, ups), within(2e-6));
        assertThat(Sample.doubles(dGate, 2, 64))
                .containsExactly(
                        Sample.differences(gates, at -> Sample.dot(Formulas.swiGlu(at, ups), dys)), within(2e-6));
        assertThat(Sample.doubles(dUp, 2, 64))
                .containsExactly(
                        Sample.differences(ups, at -> Sample.dot(Formulas.swiGlu(gates, at), dys)), within(2e-6));
    }

    @Example
    void anEmbeddingGathersRowsAndItsGradientAddsThemUpWhereTokensRepeat() {
        Sample sample = new Sample(4);
        Panels table = sample.panels(11, 48);
        int[] tokens = {9, 3, 5, 3};
        Rows x = Rows.of(3, 48);
        fast.gather(table, tokens, 1, 3, x);
        Panels gradient = Panels.of(11, 48);
        fast.scatterAdd(x, tokens, 1, 3, gradient);
        for (int column = 0; column < 48; column++) {
            assertThat(x.data()[x.row(1) + column]).isEqualTo(table.get(5, column));
            assertThat(gradient.get(3, column)).isEqualTo(2 * table.get(3, column));
            assertThat(gradient.get(5, column)).isEqualTo(table.get(5, column));
            assertThat(gradient.get(9, column)).isZero();
        }
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
