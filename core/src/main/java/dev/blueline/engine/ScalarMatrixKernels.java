package dev.blueline.engine;

import java.util.Arrays;

/** The specification of {@link MatrixKernels}. */
final class ScalarMatrixKernels implements MatrixKernels {

    @Override
    public void multiply(Rows x, Panels b, Rows y, int rows) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < Panels.padded(b.columns()); column++) {
                y.data()[y.row(row) + column] = sum(x, row, b, column, 0);
            }
        }
    }

    @Override
    public void multiplyAdd(Rows x, Panels b, Rows c, Rows y, int rows) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < Panels.padded(b.columns()); column++) {
                y.data()[y.row(row) + column] = sum(x, row, b, column, c.data()[c.row(row) + column]);
            }
        }
    }

    private static float sum(Rows x, int row, Panels b, int column, float start) {
        float sum = start;
        for (int i = 0; i < b.rows(); i++) {
            sum = Math.fma(x.data()[x.row(row) + i], b.get(i, column), sum);
        }
        return sum;
    }

    @Override
    public void addOuter(Rows a, Rows b, int rows, Panels g) {
        for (int n = 0; n < g.rows(); n++) {
            for (int k = 0; k < Panels.padded(g.columns()); k++) {
                float sum = g.get(n, k);
                for (int row = 0; row < rows; row++) {
                    sum = Math.fma(a.data()[a.row(row) + n], b.data()[b.row(row) + k], sum);
                }
                g.data()[g.index(n, k)] = sum;
            }
        }
    }

    @Override
    public void transpose(Panels from, Panels to) {
        for (int row = 0; row < to.rows(); row++) {
            for (int column = 0; column < to.columns(); column += Panels.WIDTH) {
                int target = to.index(row, column);
                int width = Math.min(Panels.WIDTH, to.columns() - column);
                for (int i = 0; i < width; i++) {
                    to.data()[target + i] = from.get(column + i, row);
                }
                Arrays.fill(to.data(), target + width, target + Panels.WIDTH, 0);
            }
        }
    }
}
