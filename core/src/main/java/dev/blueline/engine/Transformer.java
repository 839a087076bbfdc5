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
        /** Attends from the first {@code count} rows of a tile. */
        void over(int layer, Activations.Tile tile, int count);
    }

    /**
     * Embedding, blocks, last norm; the result is {@code a.output} {@code [R, D]}.
     *
     * @param tokens R tokens from {@code at} on
     * @param positions R positions from {@code positionsAt} on
     */
    void forward(Activations a, int[] tokens, int at, int[] positions, int positionsAt, int rows, Attention attention) {
        Rows stream = a.blocks.getFirst().whole().input();
        kernels.rows().gather(weights.embedding, tokens, at, rows, stream);
        for (int layer = 0; layer < shape.layers(); layer++) {
            Activations.Block block = a.blocks.get(layer);
            for (int t = 0; t * a.tile < rows; t++) {
                Activations.Tile tile = block.tiles().get(t);
                Rows next = layer + 1 < shape.layers()
                        ? a.blocks.get(layer + 1).tiles().get(t).input()
                        : a.lastTiles.get(t);
                int count = Math.min(a.tile, rows - tile.first());
                attend(a, tile, layer, positions, positionsAt + tile.first(), count, attention);
                addAttended(tile, layer, count);
                feedForward(a, tile, layer, count, next);
            }
        }
        norm(a, a.last, weights.layout.lastGain, rows, a.output, a.inverseLast);
    }

    /**
     * {@link #forward} where the output of some rows only is wanted: the others leave the last block once their keys and
     * values are told. The results are those of all rows, to the bit.
     *
     * @param a room for inference
     * @param wanted rows whose output is wanted, ascending: row i of {@code a.output} is that of {@code wanted[i]}
     * @param attention in the last block, only wanted rows need attend
     */
    void forward(Activations a, int[] tokens, int[] positions, int rows, int[] wanted, Attention attention) {
        if (wanted.length == rows) {
            forward(a, tokens, 0, positions, 0, rows, attention);
            return;
        }
        Activations.Block block = a.blocks.getFirst(); // in inference all are one
        kernels.rows().gather(weights.embedding, tokens, 0, rows, block.whole().input());
        for (int layer = 0; layer + 1 < shape.layers(); layer++) {
            for (int t = 0; t * a.tile < rows; t++) {
                Activations.Tile tile = block.tiles().get(t);
                int count = Math.min(a.tile, rows - tile.first());
                attend(a, tile, layer, positions, tile.first(), count, attention);
                addAttended(tile, layer, count);
                feedForward(a, tile, layer, count, tile.input());
            }
        }
        int done = 0;
        int layer = shape.layers() - 1;
        for (int t = 0; t * a.tile < rows; t++) {
            Activations.Tile tile = block.tiles().get(t);
            int count = Math.min(a.tile, rows - tile.first());
            attend(a, tile, layer, positions, tile.first(), count, attention);
            int kept = 0;
            for (; done + kept < wanted.length && wanted[done + kept] < tile.first() + count; kept++) {
                int row = wanted[done + kept] - tile.first();
                move(tile.attended(), row, tile.attended(), kept, shape.queryWidth());
                move(tile.input(), row, tile.input(), kept, shape.width());
            }
            if (kept > 0) {
                addAttended(tile, layer, kept);
                feedForward(a, tile, layer, kept, a.lastTiles.get(t));
                for (int row = 0; row < kept; row++) {
                    move(a.lastTiles.get(t), row, a.last, done + row, shape.width());
                }
                done += kept;
            }
        }
        norm(a, a.last, weights.layout.lastGain, wanted.length, a.output, a.inverseLast);
    }

    private static void move(Rows from, int row, Rows to, int toRow, int width) {
        System.arraycopy(from.data(), from.row(row), to.data(), to.row(toRow), width);
    }

    /**
     * Attention of whole sequences, each to itself, for {@link #forward}. One place for keys and values is enough: tiles come
     * in order, so a sequence has been seen to its end before the next begins.
     */
    Attention causal(Activations a, Runs runs) {
        return (layer, tile, count) -> {
            int end = tile.first() + count;
            for (int i = runs.at(tile.first()); i < runs.count() && runs.start(i) < end; i++) {
                int from = Math.max(runs.start(i), tile.first());
                int row = from - tile.first();
                int position = from - runs.start(i);
                int part = Math.min(runs.start(i + 1), end) - from;
                a.past.put(tile.keys().from(row), tile.values().from(row), position, part);
                kernels.attention()
                        .attend(
                                tile.queries().from(row),
                                position,
                                part,
                                a.past,
                                tile.attended().from(row),
                                tile.statistics().from(row));
            }
        };
    }

    /**
     * Gradients of {@link #forward} over whole sequences, added to {@code gradient}; {@code a} must hold what forward
     * left there. Starts from the gradient of {@code a.output} in its place; gradients overwrite activations as these are
     * used for the last time.
     */
    void backward(Activations a, int[] tokens, int at, int[] positions, Runs runs, Weights gradient) {
        int rows = runs.rows();
        normBackward(a, a.last, weights.layout.lastGain, rows, a.inverseLast, a.output, a.last, false, gradient);
        for (int layer = shape.layers() - 1; layer >= 0; layer--) {
            Activations.Block block = a.blocks.get(layer);
            for (int t = 0; t * a.tile < rows; t++) {
                Activations.Tile tile = block.tiles().get(t);
                int count = Math.min(a.tile, rows - tile.first());
                feedForwardBackward(a, tile, layer, a.lastTiles.get(t), count, gradient);
                projectedBackward(tile, layer, a.lastTiles.get(t), a.dAttendedTiles.get(t), count, gradient);
            }
            attendBackward(a, block.whole(), runs);
            for (int t = 0; t * a.tile < rows; t++) {
                Activations.Tile tile = block.tiles().get(t);
                int count = Math.min(a.tile, rows - tile.first());
                projectionBackward(a, tile, layer, positions, a.lastTiles.get(t), count, gradient);
            }
        }
        kernels.rows().scatterAdd(a.last, tokens, at, rows, gradient.embedding);
    }

    /** The block up to what attention gave. */
    private void attend(
            Activations a,
            Activations.Tile tile,
            int layer,
            int[] positions,
            int positionsAt,
            int count,
            Attention attention) {
        ForwardWeights.Block w = forward.blocks.get(layer);
        Layout.Block at = weights.blocks.get(layer).at();
        norm(a, tile.input(), at.inputGain(), count, a.normed, tile.inverseInput());
        kernels.matrix().multiply(a.normed, w.queryKeyValue(), tile.projected(), count);
        if (shape.biased()) {
            addBias(tile.projected(), at.bias(), count);
        }
        if (shape.queryKeyNorm()) {
            int keyHeads = shape.keyValueHeads();
            int keyGain = at.queryGain() + shape.headWidth();
            headNorm(a, tile.projected(), at.queryGain(), shape.heads(), count, tile.queries(), tile.inverseQueries());
            headNorm(a, tile.projectedKeys(), keyGain, keyHeads, count, tile.keys(), tile.inverseKeys());
        }
        // Keys follow queries in every row, so one call turns both.
        int turned = shape.heads() + shape.keyValueHeads();
        kernels.rows().rotate(tile.queries(), positions, positionsAt, count, turned, rotary, false);
        attention.over(layer, tile, count);
    }

    private void addBias(Rows projected, int bias, int count) {
        int width = shape.queryWidth() + 2 * shape.keyValueWidth();
        for (int row = 0; row < count; row++) {
            int at = projected.row(row);
            for (int i = 0; i < width; i++) {
                projected.data()[at + i] += weights.data[bias + i];
            }
        }
    }

    /** The bias's gradient is the sum of its rows' gradients. */
    private void biasBackward(Rows dProjected, int bias, int count, float[] gradient) {
        int width = shape.queryWidth() + 2 * shape.keyValueWidth();
        for (int row = 0; row < count; row++) {
            int at = dProjected.row(row);
            for (int i = 0; i < width; i++) {
                gradient[bias + i] += dProjected.data()[at + i];
            }
        }
    }

    private void addAttended(Activations.Tile tile, int layer, int count) {
        Panels output = forward.blocks.get(layer).output();
        kernels.matrix().multiplyAdd(tile.attended(), output, tile.input(), tile.middle(), count);
    }

    /** From the residual sum with attention back to the gradient of what attention gave. */
    private void projectedBackward(
            Activations.Tile tile, int layer, Rows dStream, Rows dAttended, int count, Weights gradient) {
        kernels.matrix().multiply(dStream, weights.blocks.get(layer).output(), dAttended, count);
        Panels dOutput = gradient.blocks.get(layer).output();
        kernels.matrix().addOuter(dStream, tile.attended(), count, dOutput);
    }

    /** Queries, keys and values are not needed any more: their gradients take their place. */
    private void attendBackward(Activations a, Activations.Tile whole, Runs runs) {
        for (int i = 0; i < runs.count(); i++) {
            int from = runs.start(i);
            Rows queries = whole.queries().from(from);
            Rows keys = whole.keys().from(from);
            Rows values = whole.values().from(from);
            kernels.attention()
                    .attendBackward(
                            queries,
                            keys,
                            values,
                            runs.start(i + 1) - from,
                            heads,
                            whole.attended().from(from),
                            whole.statistics().from(from),
                            a.dAttended.from(from),
                            queries,
                            keys,
                            values);
        }
    }

    /** From the gradients of queries, keys and values back to the stream. */
    private void projectionBackward(
            Activations a,
            Activations.Tile tile,
            int layer,
            int[] positions,
            Rows dStream,
            int count,
            Weights gradient) {
        Weights.Block w = weights.blocks.get(layer);
        int turned = shape.heads() + shape.keyValueHeads();
        kernels.rows().rotate(tile.queries(), positions, tile.first(), count, turned, rotary, true);
        Rows dProjected = tile.projected();
        if (shape.queryKeyNorm()) {
            int gain = w.at().queryGain();
            headNormBackward(
                    a, dProjected, gain, shape.heads(), count, tile.inverseQueries(), tile.queries(), gradient);
            gain += shape.headWidth();
            int keyHeads = shape.keyValueHeads();
            headNormBackward(a, tile.projectedKeys(), gain, keyHeads, count, tile.inverseKeys(), tile.keys(), gradient);
        }
        if (shape.biased()) {
            biasBackward(dProjected, w.at().bias(), count, gradient.data);
        }
        normAgain(a, tile.input(), w.at().inputGain(), count, tile.inverseInput());
        kernels.matrix()
                .addOuter(
                        dProjected, a.normed, count, gradient.blocks.get(layer).queryKeyValue());
        kernels.matrix().multiply(dProjected, w.queryKeyValue(), a.dNormed, count);
        int inverse = tile.inverseInput();
        normBackward(a, tile.input(), w.at().inputGain(), count, inverse, a.dNormed, dStream, true, gradient);
    }

    private void feedForward(Activations a, Activations.Tile tile, int layer, int count, Rows next) {
        ForwardWeights.Block w = forward.blocks.get(layer);
        int gain = weights.blocks.get(layer).at().middleGain();
        norm(a, tile.middle(), gain, count, a.normed, tile.inverseMiddle());
        kernels.matrix().multiply(a.normed, w.gateUp(), tile.gate(), count);
        kernels.rows().swiGlu(tile.gate(), tile.up(), count, shape.hidden(), a.gated);
        kernels.matrix().multiplyAdd(a.gated, w.down(), tile.middle(), next, count);
    }

    private void feedForwardBackward(
            Activations a, Activations.Tile tile, int layer, Rows dStream, int count, Weights gradient) {
        Weights.Block w = weights.blocks.get(layer);
        Weights.Block g = gradient.blocks.get(layer);
        Rows gate = tile.gate();
        Rows up = tile.up();
        int inverse = tile.inverseMiddle();
        kernels.matrix().multiply(dStream, w.down(), a.dGated, count);
        // Gate and up are not needed any more: their gradients take their place.
        kernels.rows().swiGluBackward(gate, up, a.dGated, count, shape.hidden(), a.gated, gate, up);
        kernels.matrix().addOuter(dStream, a.gated, count, g.down());
        normAgain(a, tile.middle(), w.at().middleGain(), count, inverse);
        kernels.matrix().addOuter(gate, a.normed, count, g.gateUp());
        kernels.matrix().multiply(gate, w.gateUp(), a.dNormed, count);
        normBackward(a, tile.middle(), w.at().middleGain(), count, inverse, a.dNormed, dStream, true, gradient);
    }

    private void norm(Activations a, Rows x, int gain, int rows, Rows y, int inverse) {
        kernels.rows().rmsNorm(x, weights.data, gain, rows, 1, shape.width(), shape.normEpsilon(), y, a.data, inverse);
    }

    private void normAgain(Activations a, Rows x, int gain, int rows, int inverse) {
        kernels.rows().normalise(x, weights.data, gain, rows, shape.width(), a.data, inverse, a.normed);
    }

    private void normBackward(
            Activations a, Rows x, int gain, int rows, int inverse, Rows dy, Rows dx, boolean add, Weights gradient) {
        float[] dGain = gradient.data;
        kernels.rows()
                .rmsNormBackward(
                        x, weights.data, gain, rows, 1, shape.width(), a.data, inverse, dy, dx, add, dGain, gain);
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
