package dev.blueline.engine;

/** The three products of a linear layer: Y = X W^T, dX = dY W and dW = dY^T X. */
public interface MatrixKernels {

    /**
     * {@code y[rows, b.columns] = x[rows, b.rows] * b}. Whole panels of y are written: the columns beyond
     * {@code b.columns}, up to a multiple of 32, take x times b's zero padding, so zero. Costs 2 rows b.rows b.columns
     * FLOPs.
     */
    void multiply(Rows x, Panels b, Rows y, int rows);

    /** {@code y = c + x * b}: each sum starts from c, which may be y; otherwise as {@link #multiply}. */
    void multiplyAdd(Rows x, Panels b, Rows c, Rows y, int rows);

    /**
     * {@code g[n, k] += sum over r of a[r, n] * b[r, k]}, with a {@code [rows, g.rows]} and b {@code [rows, g.columns]}.
     * Whole panels of b are read, so the columns of b beyond {@code g.columns}, up to a multiple of 32, must hold zeros
     * if g's padding is to stay zero. Costs 2 rows g.rows g.columns FLOPs.
     */
    void addOuter(Rows a, Rows b, int rows, Panels g);

    /** {@code to = from^T}; {@code to} is {@code [from.columns, from.rows]}. Padding of {@code to} is zeroed. */
    void transpose(Panels from, Panels to);
}
