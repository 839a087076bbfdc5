package dev.blueline.engine;

import java.util.Arrays;

/**
 * Brings a matrix near the orthogonal one closest to it, {@code U V^T} of its singular value decomposition {@code U S V^T}.
 * Five times, from {@code X / |X|} on, every singular value s goes to {@code 3.4445 s - 4.7750 s^3 + 2.0315 s^5}
 * (Jordan 2024): odd polynomials of a matrix move its singular values and leave its singular vectors alone. These
 * coefficients lift small values fast, by 3.4 a step, and let the rest come to lie between about 0.7 and 1.2 instead of
 * at 1.
 *
 * <p>The matrix is taken tall, {@code Z [m, n]} with m at least n, so that {@code G = Z^T Z} is the smaller of the two
 * possible squares: {@code Z = Z (aI + bG + cG^2)}. A step costs {@code 4 m n^2 + 2 n^3} FLOPs, five cost 30 n^3 for a
 * square matrix. That G is symmetric is not made use of; it would save a quarter to a third.
 *
 * <p>An instance holds scratch, which grows to the largest matrix seen: one thread at a time.
 */
final class NewtonSchulz {
    static final int STEPS = 5;

    private static final float LINEAR = 3.4445f;
    private static final float CUBIC = -4.7750f;
    private static final float QUINTIC = 2.0315f;

    /** A matrix of smaller norm has no direction: its squares vanish in float. */
    private static final double SMALLEST_NORM = 1e-15;

    private float[] matrix = new float[0];
    private float[] transposed = new float[0];
    private float[] tall = new float[0];
    private float[] next = new float[0];
    private float[] square = new float[0];
    private float[] squareRows = new float[0];
    private float[] scaledRows = new float[0];

    /** FLOPs of orthogonalizing a matrix. */
    static double flops(int rows, int columns) {
        double m = Math.max(rows, columns);
        double n = Math.min(rows, columns);
        return STEPS * (4 * m * n * n + 2 * n * n * n);
    }

    /** Scratch for a matrix to orthogonalize, filled with zeros; good until the next call. */
    Panels zeros(int rows, int columns) {
        matrix = zeroed(matrix, Panels.size(rows, columns));
        return new Panels(matrix, 0, rows, columns);
    }

    /** Replaces x by what the five steps make of it; zero stays zero. */
    void orthogonalize(Panels x, Kernels kernels) {
        double norm = Math.sqrt(kernels.update().sumOfSquares(x.data(), x.at(), x.size()));
        if (!(norm > SMALLEST_NORM)) {
            Arrays.fill(x.data(), x.at(), x.at() + x.size(), 0);
            return;
        }
        if (x.columns() <= x.rows()) {
            tallOrthogonal(x, (float) (1 / norm), kernels.matrix());
            return;
        }
        transposed = atLeast(transposed, Panels.size(x.columns(), x.rows()));
        Panels turned = new Panels(transposed, 0, /* rows= */ x.columns(), /* columns= */ x.rows());
        kernels.matrix().transpose(x, turned);
        tallOrthogonal(turned, (float) (1 / norm), kernels.matrix());
        kernels.matrix().transpose(turned, x);
    }

    private void tallOrthogonal(Panels x, float scale, MatrixKernels kernels) {
        int m = x.rows();
        int n = x.columns();
        int stride = Rows.strideFor(n);
        tall = atLeast(tall, m * stride);
        next = atLeast(next, m * stride);
        squareRows = atLeast(squareRows, n * stride);
        scaledRows = atLeast(scaledRows, n * stride);
        Rows z = new Rows(tall, 0, stride);
        Rows image = new Rows(next, 0, stride);
        toRows(x, scale, z);
        for (int step = 0; step < STEPS; step++) {
            kernels.multiply(z, polynomial(z, m, n, kernels), image, m);
            Rows swapped = z;
            z = image;
            image = swapped;
        }
        toPanels(z, x);
    }

    /** {@code aI + bG + cG^2 [n, n]} with {@code G = Z^T Z}. */
    private Panels polynomial(Rows z, int m, int n, MatrixKernels kernels) {
        square = zeroed(square, Panels.size(n, n));
        Panels g = new Panels(square, 0, n, n);
        kernels.addOuter(z, z, m, g);
        Rows rows = new Rows(squareRows, 0, z.stride());
        Rows scaled = new Rows(scaledRows, 0, z.stride());
        toRows(g, 1, rows);
        toRows(g, QUINTIC, scaled);
        for (int i = 0; i < g.size(); i++) {
            square[i] *= CUBIC;
        }
        for (int i = 0; i < n; i++) {
            square[g.index(i, i)] += LINEAR;
        }
        kernels.addOuter(rows, scaled, n, g);
        return g;
    }

    private static void toRows(Panels from, float scale, Rows to) {
        for (int column = 0; column < from.columns(); column += Panels.WIDTH) {
            int source = from.panel(column);
            for (int row = 0; row < from.rows(); row++) {
                int target = to.row(row) + column;
                for (int i = 0; i < Panels.WIDTH; i++) {
                    to.data()[target + i] = scale * from.data()[source + row * Panels.WIDTH + i];
                }
            }
        }
    }

    private static void toPanels(Rows from, Panels to) {
        for (int column = 0; column < to.columns(); column += Panels.WIDTH) {
            int target = to.panel(column);
            for (int row = 0; row < to.rows(); row++) {
                System.arraycopy(
                        from.data(), from.row(row) + column, to.data(), target + row * Panels.WIDTH, Panels.WIDTH);
            }
        }
    }

    private static float[] zeroed(float[] scratch, int size) {
        float[] enough = atLeast(scratch, size);
        Arrays.fill(enough, 0, size, 0);
        return enough;
    }

    private static float[] atLeast(float[] scratch, int size) {
        return scratch.length < size ? new float[size] : scratch;
    }
}
