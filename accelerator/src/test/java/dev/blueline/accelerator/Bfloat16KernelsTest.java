package dev.blueline.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.Panels;
import dev.blueline.engine.Rows;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

/** Machine code against the specification, the specification against doubles. */
class Bfloat16KernelsTest {
    private final MatrixKernels scalar = new ScalarBfloat16Kernels();
    private Random random = new Random(1);

    @BeforeTry
    void start() {
        random = new Random(1);
    }

    /** The fast kernels; where they cannot run, the specification stands in for them. */
    private static MatrixKernels fast() {
        return Processor.multipliesBfloat16() ? new Bfloat16Kernels() : new ScalarBfloat16Kernels();
    }

    @Property(tries = 80)
    void productsInMachineCodeEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 210) int inner,
            @ForAll @IntRange(min = 1, max = 210) int columns,
            @ForAll @IntRange(min = 0, max = 60) int spread,
            @ForAll long seed) {
        MatrixKernels fast = fast();
        random = new Random(seed);
        Rows x = rows(rows, inner, spread);
        Panels b = panels(inner, columns, spread);
        Rows c = rows(rows, columns, spread);
        Rows expected = rows(rows, columns, spread);
        Rows actual = new Rows(expected.data().clone(), expected.at(), expected.stride());
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

    @Property(tries = 80)
    void weightGradientsInMachineCodeEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 1, max = 600) int rows,
            @ForAll @IntRange(min = 1, max = 140) int out,
            @ForAll @IntRange(min = 1, max = 140) int in,
            @ForAll @IntRange(min = 0, max = 60) int spread,
            @ForAll long seed) {
        MatrixKernels fast = fast();
        random = new Random(seed);
        Rows a = rows(rows, out, spread);
        Rows b = rows(rows, in, spread);
        Panels expected = panels(out, in, spread);
        Panels actual = new Panels(expected.data().clone(), expected.at(), out, in);
        scalar.addOuter(a, b, rows, expected);
        fast.addOuter(a, b, rows, actual);
        assertThat(actual.data()).containsExactly(expected.data());
    }

    @Property(tries = 40)
    void aRowOfAProductDoesNotDependOnTheOtherRows(
            @ForAll @IntRange(min = 2, max = 40) int rows, @ForAll @IntRange(min = 1, max = 100) int inner) {
        MatrixKernels fast = fast();
        Rows x = rows(rows, inner, 0);
        Panels b = panels(inner, 48, 0);
        Rows together = Rows.of(rows, 48);
        Rows alone = Rows.of(rows, 48);
        fast.multiply(x, b, together, rows);
        for (int row = 0; row < rows; row++) {
            fast.multiply(x.from(row), b, alone.from(row), 1);
        }
        assertThat(alone.data()).containsExactly(together.data());
    }

    @Property(tries = 20)
    void aProductIsThatOfRoundedFactorsInDoublePrecision(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 100) int inner,
            @ForAll @IntRange(min = 1, max = 100) int columns) {
        Rows x = rows(rows, inner, 0);
        Panels b = panels(inner, columns, 0);
        Rows y = rows(rows, columns, 0);
        scalar.multiply(x, b, y, rows);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < Panels.padded(columns); column++) {
                double expected = 0;
                for (int i = 0; i < inner && column < columns; i++) {
                    double factor = Bfloat16.round(x.data()[x.row(row) + i]);
                    expected += factor * Bfloat16.round(b.get(i, column));
                }
                assertThat((double) y.data()[y.row(row) + column]).isCloseTo(expected, within(1e-6 * inner));
            }
        }
    }

    @Property(tries = 20)
    void aWeightGradientIsThatOfRoundedFactorsInDoublePrecision(
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 50) int out,
            @ForAll @IntRange(min = 1, max = 50) int in) {
        Rows a = rows(rows, out, 0);
        Rows b = rows(rows, in, 0);
        Panels g = Panels.of(out, in);
        scalar.addOuter(a, b, rows, g);
        for (int n = 0; n < out; n++) {
            for (int k = 0; k < in; k++) {
                double expected = 0;
                for (int row = 0; row < rows; row++) {
                    double factor = Bfloat16.round(a.data()[a.row(row) + n]);
                    expected += factor * Bfloat16.round(b.data()[b.row(row) + k]);
                }
                assertThat((double) g.get(n, k)).isCloseTo(expected, within(1e-6 * rows));
            }
        }
    }

    @Test
    void whatIsNotANumberComesThrough() {
        MatrixKernels fast = fast();
        Rows x = rows(9, 40, 0);
        x.data()[x.row(3) + 7] = Float.NaN;
        x.data()[x.row(8) + 39] = Float.POSITIVE_INFINITY;
        Panels b = panels(40, 32, 0);
        Rows y = rows(9, 32, 0);
        fast.multiply(x, b, y, 9);
        assertThat(y.data()[y.row(3) + 5]).isNaN();
        assertThat(Math.abs(y.data()[y.row(8) + 5])).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Float.isFinite(y.data()[y.row(7) + 5])).isTrue();
    }

    @Test
    void memoryThatIsNotThereIsRefusedBeforeMachineCodeRuns() {
        MatrixKernels fast = fast();
        Rows x = rows(4, 32, 0);
        Panels b = panels(32, 32, 0);
        Rows y = rows(4, 32, 0);
        Rows shorter = new Rows(new float[40], 0, 48);
        assertThatThrownBy(() -> fast.multiply(x, b, y, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> fast.multiply(x, b, shorter, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> fast.addOuter(x, shorter, 2, b)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Random columns below {@code width}, zeros in the padding, at an odd offset in an array just long enough. */
    private Rows rows(int rows, int width, int spread) {
        int stride = Rows.strideFor(width);
        Rows result = new Rows(new float[7 + (rows - 1) * stride + Panels.padded(width)], 7, stride);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                result.data()[result.row(row) + i] = number(spread);
            }
        }
        return result;
    }

    private Panels panels(int rows, int columns, int spread) {
        Panels result = new Panels(new float[5 + Panels.size(rows, columns)], 5, rows, columns);
        float[] plain = new float[rows * columns];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = number(spread);
        }
        result.fill(plain, 0);
        return result;
    }

    /** Of either sign, down to 2^(-4 spread): with 60, products and sums fall below the smallest normal number. */
    private float number(int spread) {
        return (float) (random.nextGaussian() * Math.scalb(1.0, -2 * random.nextInt(spread + 1)));
    }
}
