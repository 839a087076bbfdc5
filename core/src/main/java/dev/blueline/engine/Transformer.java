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
        void over(int layer, Activations.Block block, int first, int count);
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
            for (int row = 0; row < rows; row += a.tile) {
                int count = Math.min(a.tile, rows - row);
                attend(a, block, layer, positions, positionsAt + row, row, count, attention);
                feedForward(a, block, layer, row, count, next);
            }
        }
        norm(a, a.last, weights.layout.lastGain, rows, a.output, a.inverseLast);
    }

    /** Attention of a whole sequence to itself, for {@link #forward}. */
    Attention causal(Activations a) {
        return (layer, block, first, count) -> {
            a.past.put(block.keys.from(first), block.values.from(first), first, count);
            kernels.attention()
                    .attend(
                            block.queries.from(first),
                            first,
                            count,
                            a.past,
                            block.attended.from(first),
                            block.statistics.from(first));
        };
    }

    /**
     * Gradients of {@link #forward} over a whole sequence, added to {@code gradient}; {@code a} must hold what forward
     * left there. Starts from the gradient of {@code a.output} in its place; gradients overwrite activations as these are used for the last time.
     */
    void backward(Activations a, int[] tokens, int at, int[] positions, int rows, Weights gradient) {
        normBackward(a, a.last, weights.layout.lastGain, 0, rows, a.inverseLast, a.output, false, gradient);
        for (int layer = shape.layers() - 1; layer >= 0; layer--) {
            Activations.Block block = a.blocks.get(layer);
            for (int row = 0; row < rows; row += a.tile) {
                int count = Math.min(a.tile, rows - row);
                feedForwardBackward(a, block, layer, row, count, gradient);
                projectedBackward(a, block, layer, row, count, gradient);
            }
            attendBackward(a, block, rows);
            for (int row = 0; row < rows; row += a.tile) {
                int count = Math.min(a.tile, rows - row);
                projectionBackward(a, block, layer, positions, row, count, gradient);
            }
        }
        kernels.rows().scatterAdd(a.last, tokens, at, rows, gradient.embedding);
    }

    /** Rows {@code first}.. of a block up to the residual sum with attention. */
    private void attend(
            Activations a,
            Activations.Block block,
            int layer,
            int[] positions,
            int positionsAt,
            int first,
            int count,
            Attention attention) {
        ForwardWeights.Block w = forward.blocks.get(layer);
        Layout.Block at = weights.blocks.get(layer).at();
        norm(a, block.input.from(first), at.inputGain(), count, a.normed, block.inverseInput + first);
        Rows projected = block.projected.from(first);
        kernels.matrix().multiply(a.normed, w.queryKeyValue(), projected, count);
        if (shape.queryKeyNorm()) {
            int inverseQueries = block.inverseQueries + first * shape.heads();
            int inverseKeys = block.inverseKeys + first * shape.keyValueHeads();
            int keyGain = at.queryGain() + shape.headWidth();
            Rows keys = projected.column(shape.queryWidth());
            headNorm(a, projected, at.queryGain(), shape.heads(), count, block.queries.from(first), inverseQueries);
            headNorm(a, keys, keyGain, shape.keyValueHeads(), count, block.keys.from(first), inverseKeys);
        }
        // Keys follow queries in every row, so one call turns both.
        int turned = shape.heads() + shape.keyValueHeads();
        kernels.rows().rotate(block.queries.from(first), positions, positionsAt, count, turned, rotary, false);
        attention.over(layer, block, first, count);
        kernels.matrix()
                .multiplyAdd(
                        block.attended.from(first),
                        w.output(),
                        block.input.from(first),
                        block.middle.from(first),
                        count);
    }

    /** From the residual sum with attention back to the gradient of what attention gave. */
    private void projectedBackward(
            Activations a, Activations.Block block, int layer, int first, int count, Weights gradient) {
        Rows dStream = a.last.from(first);
        kernels.matrix().multiply(dStream, weights.blocks.get(layer).output(), a.dAttended.from(first), count);
        kernels.matrix()
                .addOuter(
                        dStream,
                        block.attended.from(first),
                        count,
                        gradient.blocks.get(layer).output());
    }

    /** Queries, keys and values are not needed any more: their gradients take their place. */
    private void attendBackward(Activations a, Activations.Block block, int rows) {
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
                        block.queries,
                        block.keys,
                        block.values);
    }

    /** From queries, keys and values back to the stream. */
    private void projectionBackward(
            Activations a,
            Activations.Block block,
            int layer,
            int[] positions,
            int first,
            int count,
            Weights gradient) {
        Weights.Block w = weights.blocks.get(layer);
        Rows dQueries = block.queries.from(first);
        Rows dProjected = block.projected.from(first);
        int turned = shape.heads() + shape.keyValueHeads();
        kernels.rows().rotate(dQueries, positions, first, count, turned, rotary, true);
        if (shape.queryKeyNorm()) {
            Rows keys = dProjected.column(shape.queryWidth());
            int queryGain = w.at().queryGain();
            int keyGain = queryGain + shape.headWidth();
            int inverseQueries = block.inverseQueries + first * shape.heads();
            int inverseKeys = block.inverseKeys + first * shape.keyValueHeads();
            Rows dKeys = block.keys.from(first);
            headNormBackward(a, dProjected, queryGain, shape.heads(), count, inverseQueries, dQueries, gradient);
            headNormBackward(a, keys, keyGain, shape.keyValueHeads(), count, inverseKeys, dKeys, gradient);
        }
        normAgain(a, block.input.from(first), w.at().inputGain(), count, block.inverseInput + first);
        kernels.matrix()
                .addOuter(
                        dProjected, a.normed, count, gradient.blocks.get(layer).queryKeyValue());
        kernels.matrix().multiply(dProjected, w.queryKeyValue(), a.dNormed, count);
        normBackward(a, block.input, w.at().inputGain(), first, count, block.inverseInput, a.dNormed, true, gradient);
    }

    private void feedForward(Activations a, Activations.Block block, int layer, int first, int count, Rows next) {
        ForwardWeights.Block w = forward.blocks.get(layer);
        int gain = weights.blocks.get(layer).at().middleGain();
        Rows middle = block.middle.from(first);
        norm(a, middle, gain, count, a.normed, block.inverseMiddle + first);
        kernels.matrix().multiply(a.normed, w.gateUp(), block.gate.from(first), count);
        kernels.rows().swiGlu(block.gate.from(first), block.up.from(first), count, shape.hidden(), a.gated);
        kernels.matrix().multiplyAdd(a.gated, w.down(), middle, next.from(first), count);
    }

    private void feedForwardBackward(
            Activations a, Activations.Block block, int layer, int first, int count, Weights gradient) {
        Weights.Block w = weights.blocks.get(layer);
        Weights.Block g = gradient.blocks.get(layer);
        Rows dStream = a.last.from(first);
        Rows gate = block.gate.from(first);
        Rows up = block.up.from(first);
        kernels.matrix().multiply(dStream, w.down(), a.dGated, count);
        // Gate and up are not needed any more: their gradients take their place.
        kernels.rows().swiGluBackward(gate, up, a.dGated, count, shape.hidden(), a.gated, gate, up);
        kernels.matrix().addOuter(dStream, a.gated, count, g.down());
        normAgain(a, block.middle.from(first), w.at().middleGain(), count, block.inverseMiddle + first);
        kernels.matrix().addOuter(gate, a.normed, count, g.gateUp());
        kernels.matrix().multiply(gate, w.gateUp(), a.dNormed, count);
        normBackward(
                a, block.middle, w.at().middleGain(), first, count, block.inverseMiddle, a.dNormed, true, gradient);
    }

    private void norm(Activations a, Rows x, int gain, int rows, Rows y, int inverse) {
        kernels.rows().rmsNorm(x, weights.data, gain, rows, 1, shape.width(), shape.normEpsilon(), y, a.data, inverse);
    }

    private void normAgain(Activations a, Rows x, int gain, int rows, int inverse) {
        kernels.rows().normalise(x, weights.data, gain, rows, shape.width(), a.data, inverse, a.normed);
    }

    private void normBackward(
            Activations a, Rows x, int gain, int first, int count, int inverse, Rows d, boolean add, Weights gradient) {
        kernels.rows()
                .rmsNormBackward(
                        x.from(first),
                        weights.data,
                        gain,
                        count,
                        1,
                        shape.width(),
                        a.data,
                        inverse + first,
                        d,
                        a.last.from(first),
                        add,
                        gradient.data,
                        gain);
    }

    private void headNorm(Activations a, Rows x, int gain, int count, int rows, Rows y, int inverse) {
        double epsilon = shape.normEpsilon();
        kernels.rows().rmsNorm(x, weights.data, gain, rows, count, shape.headWidth(), epsilon, y, a.data, inverse);
    }

    /** The gradient takes the place of x. */
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
                        x,
                        false,
                        gradient.data,
                        gain);
    }
}
