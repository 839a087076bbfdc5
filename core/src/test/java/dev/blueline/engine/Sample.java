package dev.blueline.engine;

import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Random inputs for kernel tests, and the finite differences gradients are held to. */
final class Sample {
    private final Random random;

    Sample(long seed) {
        random = new Random(seed);
    }

    float[] floats(int length, double scale) {
        float[] data = new float[length];
        for (int i = 0; i < length; i++) {
            data[i] = (float) (random.nextGaussian() * scale);
        }
        return data;
    }

    /** Random columns below {@code width}, zeros in the padding, at an odd offset in a larger array. */
    Rows rows(int rows, int width) {
        int stride = Rows.strideFor(width);
        Rows result = new Rows(new float[7 + rows * stride], 7, stride);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(floats(width, 1), 0, result.data(), result.row(row), width);
        }
        return result;
    }

    Panels panels(int rows, int columns) {
        Panels result = new Panels(new float[5 + Panels.size(rows, columns)], 5, rows, columns);
        result.fill(floats(rows * columns, 1), 0);
        return result;
    }

    int[] integers(int length, int bound) {
        return random.ints(length, 0, bound).toArray();
    }

    static Rows copy(Rows rows) {
        return new Rows(rows.data().clone(), rows.at(), rows.stride());
    }

    static Panels copy(Panels panels) {
        return new Panels(panels.data().clone(), panels.at(), panels.rows(), panels.columns());
    }

    /** The first {@code width} columns of each row, as plain doubles. */
    static double[] doubles(Rows rows, int count, int width) {
        double[] plain = new double[count * width];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < width; i++) {
                plain[row * width + i] = rows.data()[rows.row(row) + i];
            }
        }
        return plain;
    }

    /** Central differences of a function of many variables. */
    static double[] differences(double[] at, ToDoubleFunction<double[]> function) {
        double[] point = at.clone();
        double[] slopes = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double step = 1e-5;
            point[i] = at[i] + step;
            double above = function.applyAsDouble(point);
            point[i] = at[i] - step;
            slopes[i] = (above - function.applyAsDouble(point)) / (2 * step);
            point[i] = at[i];
        }
        return slopes;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
