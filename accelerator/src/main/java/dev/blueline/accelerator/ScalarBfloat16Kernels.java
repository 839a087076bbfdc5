package dev.blueline.accelerator;

import dev.blueline.engine.Kernels;
import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.Panels;
import dev.blueline.engine.Rows;

/** Products in bfloat16 as plain loops: the specification of {@link Bfloat16Kernels}. */
final class ScalarBfloat16Kernels implements MatrixKernels {
    private final MatrixKernels plain = Kernels.scalar().matrix();

    @Override
    public void multiply(Rows x, Panels b, Rows y, int rows, boolean add) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < Panels.padded(b.columns()); column++) {
                int at = y.row(row) + column;
                float sum = add ? y.data()[at] : 0;
                for (int i = 0; i < b.rows(); i += 2) {
                    boolean odd = i + 1 < b.rows();
                    sum = Bfloat16.add(
                            sum,
                            round(x, row, i),
                            round(b, i, column),
                            odd ? round(x, row, i + 1) : 0,
                            odd ? round(b, i + 1, column) : 0);
                }
                y.data()[at] = sum;
            }
        }
    }

    @Override
    public void addOuter(Rows a, Rows b, int rows, Panels g) {
        for (int n = 0; n < g.rows(); n++) {
            for (int k = 0; k < g.columns(); k++) {
                int at = g.index(n, k);
                float sum = g.data()[at];
                for (int row = 0; row < rows; row += 2) {
                    boolean odd = row + 1 < rows;
                    sum = Bfloat16.add(
                            sum,
                            round(a, row, n),
                            round(b, row, k),
                            odd ? round(a, row + 1, n) : 0,
                            odd ? round(b, row + 1, k) : 0);
                }
                g.data()[at] = sum;
            }
        }
    }

    private static float round(Rows from, int row, int column) {
        return Bfloat16.round(from.data()[from.row(row) + column]);
    }

    private static float round(Panels from, int row, int column) {
        return Bfloat16.round(from.get(row, column));
    }

    @Override
    public void transpose(Panels from, Panels to) {
        plain.transpose(from, to);
    }
}
