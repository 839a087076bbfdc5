package dev.blueline.engine;

import java.util.Arrays;

/**
 * The forward pass of {@link Transformer} over a few rows, its products on weights as they are stored. What reads the weights is cut into
 * pieces of rows that all threads take, so that their memory is read at the speed of all cores together; the little that lies between
 * the products is done by the caller's thread.
 */
final class StoredForward {
    /** Rows at once: each matrix is read once for all of them. */
    static final int ROWS = 8;

    /** Bytes of weights in a piece: large beside taking it, small beside all that a product reads. */
    private static final long PIECE = 32 << 10;

    private final ModelShape shape;
    private final StoredWeights weights;
    private final Workers workers;
    private final Kernels[] kernels;
    private final StoredKernels[] products;
    private final Activations a;
    private final Activations.Tile tile;
    private final Heads group;
    private final double[] logSums = new double[ROWS];
    private Rotary rotary;

    StoredForward(ModelShape shape, StoredWeights weights, Workers workers) {
        this.shape = shape;
        this.weights = weights;
        this.workers = workers;
        kernels = new Kernels[workers.threads()];
        products = new StoredKernels[workers.threads()];
        Arrays.setAll(kernels, worker -> Kernels.fastest(shape));
        Arrays.setAll(products, worker -> StoredKernels.fastest(shape));
        a = Activations.inference(shape, ROWS);
        tile = a.blocks.getFirst().whole();
        group = new Heads(shape.heads() / shape.keyValueHeads(), 1, shape.headWidth());
        rotary = Rotary.of(shape.withContext(1));
    }

    Kernels kernels() {
        return kernels[0];
    }

    /** Keys and values of one sequence so far: of each layer, each key-value head on its own, so that threads can share them out. */
    final class Past {
        private final KeyValues[][] layers = new KeyValues[shape.layers()][shape.keyValueHeads()];

        private Past(int positions) {
            for (KeyValues[] heads : layers) {
                Arrays.setAll(heads, head -> KeyValues.of(positions, group));
            }
        }
    }

    /** Room for a sequence of so many positions. */
    Past past(int positions) {
        if (rotary.cosines().length < positions * (shape.headWidth() / 2)) {
            rotary = Rotary.of(shape.withContext(positions));
        }
        return new Past(positions);
    }

    /**
     * Reads tokens; what the model makes of them is ready for {@link #logProbabilities}.
     *
     * @param tokens one a row, at most {@link #ROWS}
     * @param positions of each in its sequence; rows of one sequence ascend
     * @param pasts each row's sequence
     */
    void read(int[] tokens, int[] positions, Past[] pasts, int rows) {
        for (int row = 0; row < rows; row++) {
            float[] embedded = weights.embedding().row(tokens[row]);
            System.arraycopy(embedded, 0, tile.input().data(), tile.input().row(row), embedded.length);
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            StoredWeights.Block w = weights.blocks().get(layer);
            project(w, positions, rows);
            attend(layer, positions, pasts, rows);
            pieces(w.output(), (worker, from, to) -> addProduct(worker, w.output(), tile.attended(), from, to, rows));
            norm(tile.input(), w.middleGain(), rows, a.normed);
            pieces(w.gate(), (worker, from, to) -> gate(worker, w, from, to, rows));
            pieces(w.down(), (worker, from, to) -> addProduct(worker, w.down(), a.gated, from, to, rows));
        }
        norm(tile.input(), weights.lastGain(), rows, a.output);
    }

    /**
     * Natural-log probabilities after the last rows read.
     *
     * @param first the first of them that is wanted
     * @param logProbabilities {@code [count][vocabulary]}
     */
    void logProbabilities(int first, int count, float[][] logProbabilities) {
        Rows x = a.output.from(first);
        pieces(
                weights.head(),
                (worker, from, to) -> products[worker].multiply(weights.head(), from, to, x, count, a.logits));
        kernels().loss().logSums(a.logits, count, shape.vocabulary(), logSums, 0);
        for (int row = 0; row < count; row++) {
            int at = a.logits.row(row);
            for (int token = 0; token < shape.vocabulary(); token++) {
                logProbabilities[row][token] = (float) (a.logits.data()[at + token] - logSums[row]);
            }
        }
    }

    /** Queries, keys and values of the normalised stream, turned by their positions. */
    private void project(StoredWeights.Block w, int[] positions, int rows) {
        norm(tile.input(), w.inputGain(), rows, a.normed);
        int queries = shape.queryWidth();
        int keys = shape.keyValueWidth();
        pieces(queries + 2 * keys, w.query().rowBytes(), (worker, from, to) -> {
            part(worker, w.query(), from, to, rows, tile.projected());
            part(worker, w.key(), from - queries, to - queries, rows, tile.projectedKeys());
            part(worker, w.value(), from - queries - keys, to - queries - keys, rows, tile.values());
        });
        if (shape.biased()) {
            addBias(w.bias(), rows);
        }
        RowKernels row = kernels().rows();
        int width = shape.headWidth();
        if (shape.queryKeyNorm()) {
            double epsilon = shape.normEpsilon();
            row.rmsNorm(
                    tile.projected(),
                    w.queryGain(),
                    0,
                    rows,
                    shape.heads(),
                    width,
                    epsilon,
                    tile.queries(),
                    a.data,
                    tile.inverseQueries());
            row.rmsNorm(
                    tile.projectedKeys(),
                    w.queryGain(),
                    width,
                    rows,
                    shape.keyValueHeads(),
                    width,
                    epsilon,
                    tile.keys(),
                    a.data,
                    tile.inverseKeys());
        }
        row.rotate(tile.queries(), positions, 0, rows, shape.heads() + shape.keyValueHeads(), rotary, false);
    }

    /** The part of a piece that lies in one of the matrices that are stacked on each other. */
    private void part(int worker, StoredTensor w, int from, int to, int rows, Rows y) {
        int first = Math.max(0, from);
        int end = Math.min(w.rows(), to);
        if (first < end) {
            products[worker].multiply(w, first, end, a.normed, rows, y);
        }
    }

    private void addBias(float[] bias, int rows) {
        for (int row = 0; row < rows; row++) {
            int at = tile.projected().row(row);
            for (int i = 0; i < bias.length; i++) {
                tile.projected().data()[at + i] += bias[i];
            }
        }
    }

    private void attend(int layer, int[] positions, Past[] pasts, int rows) {
        int heads = shape.keyValueHeads();
        for (int row = 0; row < rows; row++) {
            for (int head = 0; head < heads; head++) {
                int column = head * shape.headWidth();
                pasts[row].layers[layer][head].put(
                        tile.keys().from(row).column(column),
                        tile.values().from(row).column(column),
                        positions[row],
                        1);
            }
        }
        int queries = group.queries() * group.width();
        workers.run(rows * heads, (worker, task) -> {
            int row = task / heads;
            int head = task % heads;
            kernels[worker]
                    .attention()
                    .attend(
                            tile.queries().from(row).column(head * queries),
                            positions[row],
                            1,
                            pasts[row].layers[layer][head],
                            tile.attended().from(row).column(head * queries),
                            tile.statistics().from(row).column(2 * head * group.queries()));
        });
    }

    /** Adds outputs of a product to the stream. */
    private void addProduct(int worker, StoredTensor w, Rows x, int from, int to, int rows) {
        products[worker].multiply(w, from, to, x, rows, a.output);
        for (int row = 0; row < rows; row++) {
            int at = tile.input().row(row);
            int product = a.output.row(row);
            for (int i = from; i < to; i++) {
                tile.input().data()[at + i] += a.output.data()[product + i];
            }
        }
    }

    private void gate(int worker, StoredWeights.Block w, int from, int to, int rows) {
        products[worker].multiply(w.gate(), from, to, a.normed, rows, tile.gate());
        products[worker].multiply(w.up(), from, to, a.normed, rows, tile.up());
        kernels[worker]
                .rows()
                .swiGlu(tile.gate().column(from), tile.up().column(from), rows, to - from, a.gated.column(from));
    }

    private void norm(Rows x, float[] gain, int rows, Rows y) {
        kernels()
                .rows()
                .rmsNorm(x, gain, 0, rows, 1, shape.width(), shape.normEpsilon(), y, a.data, tile.inverseInput());
    }

    /** Some rows of a matrix. */
    @FunctionalInterface
    private interface Piece {
        void run(int worker, int from, int to);
    }

    private void pieces(StoredTensor w, Piece piece) {
        pieces(w.rows(), w.rowBytes(), piece);
    }

    /** Cuts outputs into pieces of a multiple of 16, as vector kernels need them. */
    private void pieces(int outputs, long rowBytes, Piece piece) {
        int size = (int) Math.clamp(PIECE / rowBytes / 16 * 16, 16, 1 << 20);
        workers.run(
                Math.ceilDiv(outputs, size),
                (worker, task) -> piece.run(worker, task * size, Math.min(outputs, (task + 1) * size)));
    }
}
