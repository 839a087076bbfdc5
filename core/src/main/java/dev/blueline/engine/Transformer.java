package dev.blueline.engine;

/**
 * The decoder-only transformer, forward beside backward, over a run of positions. Shapes in comments: R rows
 * (positions), D width, Q query width, K key width, F hidden. Matrices are {@code [out, in]}.
 *
 * <p>A block is {@code m = x + Wo attend(Wq n(x), Wk n(x), Wv n(x))}, {@code x' = m + Wdown (silu(Wgate n(m)) * Wup n(m))}
 * with n the RMSNorm with gain (Touvron et al. 2023, LLaMA, section 2.2).
 */
final class Transformer {
    private final ModelShape shape;
    private final Weights weights;
    private final ForwardWeights forward;
    private final Kernels kernels;
    private final Rotary rotary;
    private final Heads heads;

    Transformer(ModelShape shape, Weights weights, ForwardWeights forward, Kernels kernels, Rotary rotary) {
        this.shape = shape;
        this.weights = weights;
        this.forward = forward;
        this.kernels = kernels;
        this.rotary = rotary;
        this.heads = new Heads(shape.heads(), shape.keyValueHeads(), shape.headWidth());
    }

    /** What a row may look at: its own sequence so far, in a training pass; its own cache, in a decoder. */
    @FunctionalInterface
    interface Attention {
        void over(int layer, Activations.Block block);
    }

    /**
     * Embedding, blocks, last norm; the result is {@code a.output} {@code [R, D]}.
     *
     * @param tokens R tokens from {@code at} on
     * @param positions R positions from {@code positionsAt} on
     */
    void forward(Activations a, int[] tokens, int at, int[] positions, int positionsAt, int rows, Attention attention) {
        kernels.rows().gather(weights.embedding, tokens, at, rows, a.blocks.getFirst().input);
        for (int layer = 0; layer < shape.layers(); layer++) {
            Activations.Block block = a.blocks.get(layer);
            Rows next = layer + 1 < shape.layers() ? a.blocks.get(layer + 1).input : a.last;
            attend(a, block, layer, positions, positionsAt, rows, attention);
            feedForward(a, block, layer, rows, next);
        }
        norm(a, a.last, weights.layout.lastGain, rows, a.output, a.inverseLast);
    }

    /** Attention of a whole sequence to itself, for {@link #forward}. */
    Attention causal(Activations a, int rows) {
        return (layer, block) -> {
            a.past.put(block.keys, block.values, 0, rows);
            kernels.attention().attend(block.queries, 0, rows, a.past, block.attended, block.statistics);
        };
    }

    /**
     * Gradients of {@link #forward} over a whole sequence, added to {@code gradient}; {@code a} must hold what forward
     * left there. Starts from the gradient of {@code a.output} in {@code a.dNormed}; overwrites some activations.
     */
    void backward(Activations a, int[] tokens, int at, int[] positions, int rows, Weights gradient) {
        normBackward(a, a.last, weights.layout.lastGain, rows, a.inverseLast, false, gradient);
        for (int layer = shape.layers() - 1; layer >= 0; layer--) {
            Activations.Block block = a.blocks.get(layer);
            feedForwardBackward(a, block, layer, rows, gradient);
            attendBackward(a, block, layer, positions, rows, gradient);
        }
        kernels.rows().scatterAdd(a.dStream, tokens, at, rows, gradient.embedding);
    }

    private void attend(
            Activations a,
            Activations.Block block,
            int layer,
            int[] positions,
            int positionsAt,
            int rows,
            Attention attention) {
        ForwardWeights.Block w = forward.blocks.get(layer);
        Layout.Block at = weights.blocks.get(layer).at();
        norm(a, block.input, at.inputGain(), rows, block.normedInput, block.inverseInput);
        kernels.matrix().multiply(block.normedInput, w.queryKeyValue(), block.projected, rows, false);
        if (shape.queryKeyNorm()) {
            headNorm(a, block.projected, at.queryGain(), shape.heads(), rows, block.queries, block.inverseQueries);
            Rows keys = block.projected.column(shape.queryWidth());
            int keyGain = at.queryGain() + shape.headWidth();
            headNorm(a, keys, keyGain, shape.keyValueHeads(), rows, block.keys, block.inverseKeys);
        }
        // Keys follow queries in every row, so one call turns both.
        int turned = shape.heads() + shape.keyValueHeads();
        kernels.rows().rotate(block.queries, positions, positionsAt, rows, turned, rotary, false);
        attention.over(layer, block);
        copy(block.input, rows, block.middle);
        kernels.matrix().multiply(block.attended, w.output(), block.middle, rows, true);
    }

    private void attendBackward(
            Activations a, Activations.Block block, int layer, int[] positions, int rows, Weights gradient) {
        Weights.Block w = weights.blocks.get(layer);
        Weights.Block g = gradient.blocks.get(layer);
        kernels.matrix().multiply(a.dStream, w.output(), a.dAttended, rows, false);
        kernels.matrix().addOuter(a.dStream, block.attended, rows, g.output());
        kernels.attention()
                .attendBackward(
                        block.queries,
                        block.keys,
                        block.values,
                        rows,
                        heads,
                        block.attended,
                        block.statistics,
                        a.dAttended,
                        a.dQueries,
                        a.dKeys,
                        a.dValues);
        int turned = shape.heads() + shape.keyValueHeads();
        kernels.rows().rotate(a.dQueries, positions, 0, rows, turned, rotary, true);
        if (shape.queryKeyNorm()) {
            int queryGain = w.at().queryGain();
            int keyGain = queryGain + shape.headWidth();
            Rows keys = block.projected.column(shape.queryWidth());
            int queryHeads = shape.heads();
            headNormBackward(
                    a, block.projected, queryGain, queryHeads, rows, block.inverseQueries, a.dQueries, gradient);
            headNormBackward(a, keys, keyGain, shape.keyValueHeads(), rows, block.inverseKeys, a.dKeys, gradient);
        }
        kernels.matrix().addOuter(a.dQueries, block.normedInput, rows, g.queryKeyValue());
        kernels.matrix().multiply(a.dQueries, w.queryKeyValue(), a.dNormed, rows, false);
        normBackward(a, block.input, w.at().inputGain(), rows, block.inverseInput, true, gradient);
    }

    private void feedForward(Activations a, Activations.Block block, int layer, int rows, Rows next) {
        ForwardWeights.Block w = forward.blocks.get(layer);
        int gain = weights.blocks.get(layer).at().middleGain();
        norm(a, block.middle, gain, rows, block.normedMiddle, block.inverseMiddle);
        kernels.matrix().multiply(block.normedMiddle, w.gateUp(), block.gate, rows, false);
        kernels.rows().swiGlu(block.gate, block.up, rows, shape.hidden(), block.gated);
        copy(block.middle, rows, next);
        kernels.matrix().multiply(block.gated, w.down(), next, rows, true);
    }

    private void feedForwardBackward(Activations a, Activations.Block block, int layer, int rows, Weights gradient) {
        Weights.Block w = weights.blocks.get(layer);
        Weights.Block g = gradient.blocks.get(layer);
        kernels.matrix().multiply(a.dStream, w.down(), a.dGated, rows, false);
        kernels.matrix().addOuter(a.dStream, block.gated, rows, g.down());
        // Gate and up are not needed any more: their gradients take their place.
        kernels.rows().swiGluBackward(block.gate, block.up, a.dGated, rows, shape.hidden(), block.gate, block.up);
        kernels.matrix().addOuter(block.gate, block.normedMiddle, rows, g.gateUp());
        kernels.matrix().multiply(block.gate, w.gateUp(), a.dNormed, rows, false);
        normBackward(a, block.middle, w.at().middleGain(), rows, block.inverseMiddle, true, gradient);
    }

    private void norm(Activations a, Rows x, int gain, int rows, Rows y, int inverse) {
        kernels.rows().rmsNorm(x, weights.data, gain, rows, 1, shape.width(), shape.normEpsilon(), y, a.data, inverse);
    }

    private void normBackward(Activations a, Rows x, int gain, int rows, int inverse, boolean add, Weights gradient) {
        kernels.rows()
                .rmsNormBackward(
                        x,
                        weights.data,
                        gain,
                        rows,
                        1,
                        shape.width(),
                        a.data,
                        inverse,
                        a.dNormed,
                        a.dStream,
                        add,
                        gradient.data,
                        gain);
    }

    private void headNorm(Activations a, Rows x, int gain, int count, int rows, Rows y, int inverse) {
        double epsilon = shape.normEpsilon();
        kernels.rows().rmsNorm(x, weights.data, gain, rows, count, shape.headWidth(), epsilon, y, a.data, inverse);
    }

    private void headNormBackward(
            Activations a, Rows x, int gain, int count, int rows, int inverse, Rows d, Weights gradient) {
        kernels.rows()
                .rmsNormBackward(
                        x,
                        weights.data,
                        gain,
                        rows,
                        count,
                        shape.headWidth(),
                        a.data,
                        inverse,
                        d,
                        d,
                        false,
                        gradient.data,
                        gain);
    }

    /** Copies rows between buffers of one stride; nothing to do where a forward pass works in place. */
    private static void copy(Rows from, int rows, Rows to) {
        if (from.at() != to.at()) {
            System.arraycopy(from.data(), from.at(), to.data(), to.at(), rows * from.stride());
        }
    }
}
