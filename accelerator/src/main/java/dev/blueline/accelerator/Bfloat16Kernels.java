package dev.blueline.accelerator;

import dev.blueline.engine.Kernels;
import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.Panels;
import dev.blueline.engine.Rows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Products whose factors are rounded to bfloat16 and whose sums are float32, by AVX512-BF16. Rows and panels stay floats;
 * each call rounds both factors on the way, which costs 2 to 8% of it.
 */
final class Bfloat16Kernels implements MatrixKernels {
    /** Rows that a weight gradient takes at once. Even, so that the sums do not depend on it. */
    private static final int BLOCK = 256;

    /** Bytes of rounded weights that meet all rows before the next ones do: they stay in the second-level cache. */
    private static final long NEAR = 131_072;

    private final MatrixKernels plain = Kernels.fastest().matrix();
    private MemorySegment left = MemorySegment.NULL;
    private MemorySegment right = MemorySegment.NULL;

    @Override
    public void multiply(Rows x, Panels b, Rows y, int rows) {
        multiply(x, b, y, rows, false);
    }

    @Override
    public void multiplyAdd(Rows x, Panels b, Rows c, Rows y, int rows) {
        if (c.data() != y.data() || c.at() != y.at()) {
            int width = Panels.padded(b.columns());
            for (int row = 0; row < rows; row++) {
                System.arraycopy(c.data(), c.row(row), y.data(), y.row(row), width);
            }
        }
        multiply(x, b, y, rows, true);
    }

    private void multiply(Rows x, Panels b, Rows y, int rows, boolean add) {
        int inner = b.rows();
        int width = Panels.padded(b.columns());
        MemorySegment from = rows(x, rows, inner);
        MemorySegment weights = panels(b);
        MemorySegment to = rows(y, rows, width);
        if (rows == 0) {
            return;
        }
        // One cache line more than the row, so that rows do not alias in the cache.
        long stride = 2L * Panels.padded(inner) + 64;
        long pairs = (inner + 1) / 2;
        int together = (int) Math.clamp(NEAR / (pairs * 128), 1, width / Panels.WIDTH);
        reserve(rows * stride, together * pairs * 128);
        for (int column = 0; column < inner; column += Panels.WIDTH) {
            int count = Math.min(Panels.WIDTH, inner - column);
            Products.roundRows(
                    from.asSlice(4L * column), 4L * x.stride(), rows, left.asSlice(2L * column), stride, count);
        }
        for (int column = 0; column < width; column += together * Panels.WIDTH) {
            int panels = Math.min(together, (width - column) / Panels.WIDTH);
            for (int panel = 0; panel < panels; panel++) {
                MemorySegment next = weights.asSlice(4L * (column + panel * Panels.WIDTH) * inner);
                Products.roundPairs(next, 128, inner, right.asSlice(panel * pairs * 128), Panels.WIDTH);
            }
            Products.multiply(left, stride, right, pairs, to.asSlice(4L * column), 4L * y.stride(), rows, panels, add);
        }
    }

    @Override
    public void addOuter(Rows a, Rows b, int rows, Panels g) {
        MemorySegment gradient = panels(g);
        long panel = BLOCK / 2 * 128;
        reserve(Panels.padded(g.rows()) / Panels.WIDTH * panel, panel);
        for (int row = 0; row < rows; row += BLOCK) {
            int count = Math.min(BLOCK, rows - row);
            long pairs = (count + 1) / 2;
            MemorySegment tall = rows(a.from(row), count, g.rows());
            MemorySegment wide = rows(b.from(row), count, g.columns());
            for (int n = 0; n < g.rows(); n += Panels.WIDTH) {
                int width = Math.min(Panels.WIDTH, g.rows() - n);
                Products.roundPairs(
                        tall.asSlice(4L * n), 4L * a.stride(), count, left.asSlice(n / Panels.WIDTH * panel), width);
            }
            for (int k = 0; k < g.columns(); k += Panels.WIDTH) {
                int width = Math.min(Panels.WIDTH, g.columns() - k);
                Products.roundPairs(wide.asSlice(4L * k), 4L * b.stride(), count, right, width);
                MemorySegment column = gradient.asSlice(4L * k * g.rows());
                for (int n = 0; n < g.rows(); n += Panels.WIDTH) {
                    Products.addOuter(
                            left.asSlice(n / Panels.WIDTH * panel),
                            right,
                            pairs,
                            column.asSlice(128L * n),
                            Math.min(Panels.WIDTH, g.rows() - n));
                }
            }
        }
    }

    @Override
    public void transpose(Panels from, Panels to) {
        plain.transpose(from, to);
    }

    /** The memory of so many rows and columns, after checking that it is there: machine code checks nothing. */
    private static MemorySegment rows(Rows rows, int count, int width) {
        int size = count == 0 ? 0 : Math.addExact(Math.multiplyExact(count - 1, rows.stride()), width);
        return floats(rows.data(), rows.at(), size);
    }

    private static MemorySegment panels(Panels panels) {
        return floats(panels.data(), panels.at(), panels.size());
    }

    private static MemorySegment floats(float[] data, int at, int size) {
        Objects.checkFromIndexSize(at, size, data.length);
        return MemorySegment.ofArray(data).asSlice(4L * at, 4L * size);
    }

    private void reserve(long leftBytes, long rightBytes) {
        if (left.byteSize() < leftBytes) {
            left = Arena.ofAuto().allocate(leftBytes, 64);
        }
        if (right.byteSize() < rightBytes) {
            right = Arena.ofAuto().allocate(rightBytes, 64);
        }
    }
}
