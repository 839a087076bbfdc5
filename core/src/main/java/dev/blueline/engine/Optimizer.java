package dev.blueline.engine;

/**
 * Which rule moves the matrices inside the blocks. The embedding, the head and the gains follow AdamW whatever is chosen.
 * A learner that does not know a rule refuses it.
 */
public enum Optimizer {
    /** AdamW at {@link Update#matrixRate}, as for the head. */
    ADAMW,

    /**
     * Muon at {@link Update#muonRate}, each of q, k, v, output, gate, up and down on its own. With clipped gradient G and
     * momentum M, both in the weight's shape {@code [rows, columns]}:
     *
     * <pre>
     * M = 0.95 M + 0.05 G
     * O = the orthogonal matrix nearest to 0.95 M + 0.05 G, by five Newton-Schulz steps
     * W = (1 - rate * weightDecay) W - rate * 0.2 * sqrt(max(rows, columns)) * O
     * </pre>
     *
     * <p>O's root mean square is {@code 1 / sqrt(max(rows, columns))}, so a weight moves by 0.2 rates a step in any
     * matrix. Rule and coefficients are Jordan's (2024, kellerjordan.github.io/posts/muon), scale and decay those of Liu et
     * al. (2025, arXiv 2502.16982, equation 4).
     */
    MUON;

    /**
     * FLOPs of one step beyond forward and backward pass, whatever the batch: Muon's Newton-Schulz products. What is done
     * once for each weight, all of AdamW, is not counted, as is usual.
     */
    public double flopsPerStep(ModelShape shape) {
        return switch (this) {
            case ADAMW -> 0;
            case MUON -> Muon.flops(shape);
        };
    }
}
