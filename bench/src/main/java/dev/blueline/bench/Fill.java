package dev.blueline.bench;

import dev.blueline.engine.Panels;
import dev.blueline.engine.Rows;
import java.util.Random;

/** Inputs of benchmarks: normal numbers, the same in every run. */
final class Fill {
    private Fill() {}

    static Rows rows(int rows, int width) {
        Random random = new Random(1);
        Rows result = Rows.of(rows, width);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                result.data()[result.row(row) + i] = (float) random.nextGaussian();
            }
        }
        return result;
    }

    static Panels panels(int rows, int columns) {
        Random random = new Random(2);
        float[] plain = new float[rows * columns];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (float) random.nextGaussian();
        }
        Panels result = Panels.of(rows, columns);
        result.fill(plain, 0);
        return result;
    }
}
