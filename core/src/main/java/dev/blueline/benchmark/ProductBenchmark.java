package dev.blueline.benchmark;

import dev.blueline.engine.Kernels;
import dev.blueline.engine.MatrixKernels;
import dev.blueline.engine.Panels;
import dev.blueline.engine.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The three products of a square layer on their own, their operands in the caches: 256 rows. */
final class ProductBenchmark {
    private static final int ROWS = 256;

    private ProductBenchmark() {}

    static List<Figure> measure(List<Integer> widths, double seconds) {
        List<Figure> figures = new ArrayList<>();
        MatrixKernels kernels = Kernels.fastest().matrix();
        for (int width : widths) {
            Rows x = filled(Rows.of(ROWS, width));
            Rows y = filled(Rows.of(ROWS, width));
            Panels weights = Panels.of(width, width);
            Arrays.fill(weights.data(), 0.01f);
            Panels gradient = Panels.of(width, width);
            double flops = 2.0 * ROWS * width * width;
            String name = "width " + width + ", ";
            figures.add(measure(name + "forward and dX", () -> kernels.multiply(x, weights, y, ROWS), flops, seconds));
            figures.add(measure(name + "added to", () -> kernels.multiplyAdd(x, weights, y, x, ROWS), flops, seconds));
            figures.add(measure(name + "dW", () -> kernels.addOuter(y, x, ROWS, gradient), flops, seconds));
        }
        return figures;
    }

    private static Figure measure(String name, Runnable product, double flops, double seconds) {
        Runnable tenth = () -> {
            for (int i = 0; i < 10; i++) {
                product.run();
            }
        };
        Rounds.warm(tenth, seconds / 2);
        return Rounds.of(tenth, 10 * flops, seconds).share("products alone", name);
    }

    /** Small numbers, which stay finite when a result is an operand of the next round. */
    private static Rows filled(Rows rows) {
        Arrays.fill(rows.data(), 1e-3f);
        return rows;
    }
}
