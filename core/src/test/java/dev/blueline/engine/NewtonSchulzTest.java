package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

class NewtonSchulzTest {
    private final Kernels scalar = Kernels.scalar();
    private final Kernels fast = Kernels.fastest();

    @Property(tries = 40)
    void singularVectorsStayAndSingularValuesFollowThePolynomialInDoublePrecision(
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 70) int columns,
            @ForAll long seed) {
        Panels x = new Sample(seed).panels(rows, columns);
        SingularValueDecomposition svd = new SingularValueDecomposition(matrix(x));
        new NewtonSchulz().orthogonalize(x, fast);
        RealMatrix moved = MatrixUtils.createRealDiagonalMatrix(afterFiveSteps(svd.getSingularValues()));
        RealMatrix expected = svd.getU().multiply(moved).multiply(svd.getVT());
        RealMatrix actual = matrix(x);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                assertThat(actual.getEntry(row, column)).isCloseTo(expected.getEntry(row, column), within(1e-4));
            }
        }
    }

    /** Jordan's polynomial, five times, on singular values divided by the Frobenius norm. */
    private static double[] afterFiveSteps(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        double[] moved = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double s = values[i] / Math.sqrt(squares);
            for (int step = 0; step < 5; step++) {
                s = 3.4445 * s - 4.7750 * Math.pow(s, 3) + 2.0315 * Math.pow(s, 5);
            }
            moved[i] = s;
        }
        return moved;
    }

    @Property(tries = 30)
    void aGradientsSingularValuesComeToLieAroundOne(
            @ForAll @IntRange(min = 1, max = 96) int inner, @ForAll boolean wide, @ForAll long seed) {
        // Twice as tall as wide, so that random singular values spread over a factor of six, or the transpose of that.
        Panels x = wide ? new Sample(seed).panels(inner, 2 * inner) : new Sample(seed).panels(2 * inner, inner);
        new NewtonSchulz().orthogonalize(x, fast);
        for (double value : new SingularValueDecomposition(matrix(x)).getSingularValues()) {
            assertThat(value).isBetween(0.65, 1.25);
        }
    }

    @Property(tries = 40)
    void vectorKernelsGiveTheSpecificationsBitsWhateverTheScratchHeldBefore(
            @ForAll @IntRange(min = 1, max = 100) int rows,
            @ForAll @IntRange(min = 1, max = 100) int columns,
            @ForAll long seed) {
        Panels expected = new Sample(seed).panels(rows, columns);
        Panels actual = Sample.copy(expected);
        NewtonSchulz used = new NewtonSchulz();
        used.orthogonalize(new Sample(1).panels(101, 77), fast);
        used.orthogonalize(actual, fast);
        new NewtonSchulz().orthogonalize(expected, scalar);
        assertThat(actual.data()).containsExactly(expected.data());
    }

    @Property(tries = 20)
    void onlyTheDirectionOfAMatrixCounts(@ForAll @IntRange(min = -40, max = 40) int exponent, @ForAll long seed) {
        Panels x = new Sample(seed).panels(33, 17);
        Panels scaled = Sample.copy(x);
        for (int i = 0; i < scaled.data().length; i++) {
            scaled.data()[i] *= (float) Math.pow(2, exponent);
        }
        new NewtonSchulz().orthogonalize(x, fast);
        new NewtonSchulz().orthogonalize(scaled, fast);
        assertThat(scaled.data()).usingComparatorWithPrecision(1e-4f).containsExactly(x.data());
    }

    @Example
    void aMatrixOfZerosStaysZero() {
        Panels zero = Panels.of(40, 20);
        new NewtonSchulz().orthogonalize(zero, fast);
        assertThat(zero.data()).containsOnly(0f);
    }

    @Example
    void aSquareMatrixCostsThirtyCubesOfItsWidth() {
        assertThat(NewtonSchulz.flops(64, 64)).isEqualTo(30.0 * 64 * 64 * 64);
        assertThat(NewtonSchulz.flops(100, 10)).isEqualTo(NewtonSchulz.flops(10, 100));
    }

    private static RealMatrix matrix(Panels panels) {
        RealMatrix matrix = MatrixUtils.createRealMatrix(panels.rows(), panels.columns());
        for (int row = 0; row < panels.rows(); row++) {
            for (int column = 0; column < panels.columns(); column++) {
                matrix.setEntry(row, column, panels.get(row, column));
            }
        }
        return matrix;
    }
}
