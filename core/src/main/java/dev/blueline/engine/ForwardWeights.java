package dev.blueline.engine;

import java.util.ArrayList;
import java.util.List;

/** Transposed copies {@code [in, out]} of the matrices, as the forward products read them; made anew after each update. */
final class ForwardWeights {

    /** The matrices of one block, transposed. */
    record Block(Panels queryKeyValue, Panels output, Panels gateUp, Panels down) {}

    private final List<Panels> sources = new ArrayList<>();
    private final List<Panels> copies = new ArrayList<>();
    final List<Block> blocks = new ArrayList<>();
    final Panels head;

    ForwardWeights(Weights weights) {
        for (Weights.Block block : weights.blocks) {
            blocks.add(new Block(
                    copy(block.queryKeyValue()), copy(block.output()), copy(block.gateUp()), copy(block.down())));
        }
        head = copy(weights.head);
    }

    private Panels copy(Panels source) {
        Panels copy = Panels.of(/* rows= */ source.columns(), /* columns= */ source.rows());
        sources.add(source);
        copies.add(copy);
        return copy;
    }

    /** Number of matrices to {@link #pack}. */
    int matrices() {
        return copies.size();
    }

    /** Copies one matrix anew. */
    void pack(MatrixKernels kernels, int matrix) {
        kernels.transpose(sources.get(matrix), copies.get(matrix));
    }
}
