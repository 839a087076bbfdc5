package dev.blueline.engine;

import java.util.Arrays;

/**
 * {@link MatrixKernels} in tiles of 8 x 32. On a Zen 4 core whose peak is 118 GFLOP/s, products of 256 rows at widths
 * 64 to 512 reach 103 to 111, weight gradients 88 to 101 (they load and store every element of the result, and pack).
 */
final class VectorMatrixKernels implements MatrixKernels {
    /** Rows taken at once: their panels of a and b fit the first-level cache together. */
    private static final int BLOCK = 128;

    private float[] packed = new float[0];

    @Override
    public void multiply(Rows x, Panels b, Rows y, int rows, boolean add) {
        for (int column = 0; column < b.columns(); column += Panels.WIDTH) {
            int panel = b.panel(column);
            if (add) {
                AccumulateTiles.accumulate(
                        x.data(),
                        x.at(),
                        x.stride(),
                        b.data(),
                        panel,
                        b.rows(),
                        y.data(),
                        y.at() + column,
                        y.stride(),
                        rows);
            } else {
                StoreTiles.store(
                        x.data(),
                        x.at(),
                        x.stride(),
                        b.data(),
                        panel,
                        b.rows(),
                        y.data(),
                        y.at() + column,
                        y.stride(),
                        rows);
            }
        }
    }

    @Override
    public void addOuter(Rows a, Rows b, int rows, Panels g) {
        int panelsOfA = Panels.padded(g.rows()) / Panels.WIDTH;
        int panel = BLOCK * Panels.WIDTH;
        if (packed.length < (panelsOfA + 1) * panel) {
            packed = new float[(panelsOfA + 1) * panel];
        }
        for (int row = 0; row < rows; row += BLOCK) {
            int count = Math.min(BLOCK, rows - row);
            for (int p = 0; p < panelsOfA; p++) {
                pack(
                        a.from(row).column(p * Panels.WIDTH),
                        count,
                        Math.min(Panels.WIDTH, g.rows() - p * Panels.WIDTH),
                        (p + 1) * panel);
            }
            for (int column = 0; column < g.columns(); column += Panels.WIDTH) {
                pack(b.from(row).column(column), count, Panels.WIDTH, 0);
                int target = g.panel(column);
                for (int p = 0; p < panelsOfA; p++) {
                    int first = p * Panels.WIDTH;
                    OuterTiles.outer(
                            packed,
                            (p + 1) * panel,
                            packed,
                            0,
                            count,
                            g.data(),
                            target + first * Panels.WIDTH,
                            Math.min(Panels.WIDTH, g.rows() - first));
                }
            }
        }
    }

    private void pack(Rows from, int rows, int width, int to) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(from.data(), from.row(row), packed, to + row * Panels.WIDTH, width);
        }
    }

    /** Both matrices hold the same 32 x 32 blocks, dense, each the transpose of the other. */
    @Override
    public void transpose(Panels from, Panels to) {
        for (int column = 0; column < to.columns(); column += Panels.WIDTH) {
            for (int row = 0; row < to.rows(); row += Panels.WIDTH) {
                int source = from.index(column, row);
                int target = to.index(row, column);
                int width = Math.min(Panels.WIDTH, to.columns() - column);
                int height = Math.min(Panels.WIDTH, to.rows() - row);
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        to.data()[target + i * Panels.WIDTH + j] = from.data()[source + j * Panels.WIDTH + i];
                    }
                    Arrays.fill(to.data(), target + i * Panels.WIDTH + width, target + (i + 1) * Panels.WIDTH, 0);
                }
            }
        }
    }
}
