package dev.blueline.accelerator;

import dev.blueline.engine.Kernels;
import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.Panels;
import dev.blueline.engine.Rows;

/** Products in bfloat16 as plain loops: the specification of {@link Bfloat16Kernels}. */
final class ScalarBfloat16Kernels implements MatrixKernels {
    private final MatrixKernels plain = Kernels.scalar().matrix();

    /** A matrix by row and column. */
    @FunctionalInterface
    private interface Elements {
        float at(int row, int column);
    }

    @Override
    public void multiply(Rows x, Panels b, Rows y, int rows) {
        multiply(x, b, rows, y, (row, column) -> 0);
    }

    @Override
    public void multiplyAdd(Rows x, Panels b, Rows c, Rows y, int rows) {
        multiply(x, b, rows, y, (row, column) -> c.data()[c.row(row) + column]);
    }

    private static void multiply(Rows x, Panels b, int rows, Rows y, Elements start) {
        int width = Panels.padded(b.columns());
        float[][] left = rounded(b.rows(), rows, (i, row) -> x.data()[x.row(row) + i]);
        float[][] right = rounded(b.rows(), width, b::get);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                y.data()[y.row(row) + column] = sum(start.at(row, column), left, row, right, column);
            }
        }
    }

    @Override
    public void addOuter(Rows a, Rows b, int rows, Panels g) {
        float[][] left = rounded(rows, g.rows(), (row, n) -> a.data()[a.row(row) + n]);
        float[][] right = rounded(rows, g.columns(), (row, k) -> b.data()[b.row(row) + k]);
        for (int n = 0; n < g.rows(); n++) {
            for (int k = 0; k < g.columns(); k++) {
                int at = g.index(n, k);
                g.data()[at] = sum(g.data()[at], left, n, right, k);
            }
        }
    }

    /** {@code [inner, width]} in bfloat16; a row of zeros follows an odd number of rows. */
    private static float[][] rounded(int inner, int width, Elements elements) {
        float[][] rounded = new float[(inner + 1) / 2 * 2][width];
        for (int i = 0; i < inner; i++) {
            for (int j = 0; j < width; j++) {
                rounded[i][j] = Bfloat16.round(elements.at(i, j));
            }
        }
        return rounded;
    }

    private static float sum(float start, float[][] left, int row, float[][] right, int column) {
        float sum = start;
        for (int i = 0; i < left.length; i += 2) {
            sum = Bfloat16.add(sum, left[i][row], right[i][column], left[i + 1][row], right[i + 1][column]);
        }
        return sum;
    }

    @Override
    public void transpose(Panels from, Panels to) {
        plain.transpose(from, to);
    }
}
