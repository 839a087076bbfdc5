package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MatrixKernelsTest {
    private final MatrixKernels scalar = Kernels.scalar().matrix();
    private final MatrixKernels fast = Kernels.fastest().matrix();

    @Property(tries = 60)
    void productsOnVectorsEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 210) int inner,
            @ForAll @IntRange(min = 1, max = 210) int columns,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        Rows x = sample.rows(rows, inner);
        Panels b = sample.panels(inner, columns);
        Rows c = sample.rows(rows, columns);
        Rows expected = sample.rows(rows, columns);
        Rows actual = Sample.copy(expected);
        scalar.multiply(x, b, expected, rows);
        fast.multiply(x, b, actual, rows);
        assertThat(actual.data()).containsExactly(expected.data());
        scalar.multiplyAdd(x, b, c, expected, rows);
        fast.multiplyAdd(x, b, c, actual, rows);
        assertThat(actual.data()).containsExactly(expected.data());
        scalar.multiplyAdd(x, b, expected, expected, rows);
        fast.multiplyAdd(x, b, actual, actual, rows);
        assertThat(actual.data()).containsExactly(expected.data());
    }

    @Property(tries = 60)
    void weightGradientsOnVectorsEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 1, max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 140) int out,
            @ForAll @IntRange(min = 1, max = 140) int in,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        Rows a = sample.rows(rows, out);
        Rows b = sample.rows(rows, in);
        Panels expected = sample.panels(out, in);
        Panels actual = Sample.copy(expected);
        scalar.addOuter(a, b, rows, expected);
        fast.addOuter(a, b, rows, actual);
        assertThat(actual.data()).containsExactly(expected.data());
    }

    @Property(tries = 20)
    void aProductIsThatOfDoublePrecisionAndItsPaddingIsZero(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 100) int inner,
            @ForAll @IntRange(min = 1, max = 100) int columns,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        Rows x = sample.rows(rows, inner);
        Panels b = sample.panels(inner, columns);
        Rows y = sample.rows(rows, Panels.padded(columns));
        fast.multiply(x, b, y, rows);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < Panels.padded(columns); column++) {
                double expected = 0;
                for (int i = 0; i < inner && column < columns; i++) {
                    expected += (double) x.data()[x.row(row) + i] * b.get(i, column);
                }
                assertThat((double) y.data()[y.row(row) + column]).isCloseTo(expected, within(1e-6 * inner));
            }
        }
    }

    @Property(tries = 20)
    void aRowOfAProductDoesNotDependOnTheOtherRows(
            @ForAll @IntRange(min = 2, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 100) int inner,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        Rows x = sample.rows(rows, inner);
        Panels b = sample.panels(inner, 48);
        Rows together = Rows.of(rows, 48);
        Rows alone = Rows.of(rows, 48);
        fast.multiply(x, b, together, rows);
        for (int row = 0; row < rows; row++) {
            fast.multiply(x.from(row), b, alone.from(row), 1);
        }
        assertThat(alone.data()).containsExactly(together.data());
    }

    @Property(tries = 30)
    void aTransposeMovesEveryElementAndZeroesThePadding(
            @ForAll @IntRange(min = 1, max = 100) int rows,
            @ForAll @IntRange(min = 1, max = 100) int columns,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        Panels from = sample.panels(rows, columns);
        Panels expected = sample.panels(columns, rows);
        Panels actual = sample.panels(columns, rows);
        scalar.transpose(from, expected);
        fast.transpose(from, actual);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                assertThat(actual.get(column, row)).isEqualTo(from.get(row, column));
            }
        }
        assertThat(actual.data()).containsExactly(expected.data());
    }

    @Property(tries = 30)
    void panelsGiveBackThePlainMatrixTheyWereFilledWith(
            @ForAll @IntRange(min = 1, max = 80) int rows,
            @ForAll @IntRange(min = 1, max = 80) int columns,
            @ForAll long seed) {
        float[] plain = new Sample(seed).floats(rows * columns, 1);
        Panels panels = Panels.of(rows, columns);
        panels.fill(plain, 0);
        assertThat(panels.plain()).containsExactly(plain);
        assertThat(panels.get(rows - 1, columns - 1)).isEqualTo(plain[plain.length - 1]);
    }
}
