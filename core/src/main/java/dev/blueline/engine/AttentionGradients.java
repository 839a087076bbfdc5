package dev.blueline.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The backward pass of {@link VectorAttentionKernels}: a chunk of pairs (query row, head of the group) against one panel
 * of 32 keys after the other, so that the five products of a panel run in the nearest caches. What a sum has reached is
 * loaded, continued and stored, which keeps its order that of the specification. Where a panel holds a chunk's own
 * positions, groups of eight rows leave out what lies in their future; the rest of it has the weight 0.
 */
final class AttentionGradients {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private static final int WIDTH = Panels.WIDTH;

    /** Pairs of a chunk. */
    private static final int CHUNK = 128;

    /** Rows of a register tile. */
    private static final int TILE = 8;

    private final float[] partial = new float[PartialSums.COUNT];
    private final float[] largest = new float[CHUNK];
    private final float[] share = new float[CHUNK];
    private final float[] weights = new float[CHUNK * WIDTH];
    private final float[] dWeights = new float[CHUNK * WIDTH];

    /** Column panels {@code [width / 32][CHUNK][32]} of the chunk. */
    private float[] query = new float[0];

    private float[] gradient = new float[0];
    private float[] dQuery = new float[0];

    /** Keys and values of one head as {@link KeyValues} has keys, and keys, dKeys and dValues as it has values. */
    private float[] keysTransposed = new float[0];

    private float[] valuesTransposed = new float[0];
    private float[] key = new float[0];
    private float[] dKey = new float[0];
    private float[] dValue = new float[0];
    private int capacity;
    private int width;

    void run(
            Rows queries,
            Rows keys,
            Rows values,
            int count,
            Heads heads,
            Rows output,
            Rows statistics,
            Rows dOutput,
            Rows dQueries,
            Rows dKeys,
            Rows dValues) {
        reserve(count, heads.width());
        for (int shared = 0; shared < heads.keyValues(); shared++) {
            int column = shared * width;
            KeyValues.transpose(keys, column, width, keysTransposed, 0, 0, count);
            KeyValues.transpose(values, column, width, valuesTransposed, 0, 0, count);
            KeyValues.copy(keys, column, width, key, 0, capacity, 0, count);
            Arrays.fill(dKey, 0);
            Arrays.fill(dValue, 0);
            for (int pair = 0; pair < count * heads.group(); pair += CHUNK) {
                int pairs = Math.min(CHUNK, count * heads.group() - pair);
                load(queries, output, statistics, dOutput, heads, shared, pair, pairs);
                chunk(heads.group(), pair, pairs);
                storeQueries(dQueries, heads, shared, pair, pairs);
            }
            unpack(dKey, count, dKeys, column);
            unpack(dValue, count, dValues, column);
        }
    }

    private void load(
            Rows queries, Rows output, Rows statistics, Rows dOutput, Heads heads, int shared, int pair, int pairs) {
        for (int m = 0; m < pairs; m++) {
            int row = (pair + m) / heads.group();
            int head = shared * heads.group() + (pair + m) % heads.group();
            int statistic = statistics.row(row) + head;
            float inverse = statistics.data()[statistic + heads.queries()];
            int outputAt = output.row(row) + head * width;
            int dOutputAt = dOutput.row(row) + head * width;
            int queryAt = queries.row(row) + head * width;
            largest[m] = statistics.data()[statistic];
            share[m] = VectorSums.dot(dOutput.data(), dOutputAt, output.data(), outputAt, width, partial) * inverse;
            for (int i = 0; i < width; i += WIDTH) {
                int part = Math.min(WIDTH, width - i);
                int to = i * CHUNK + m * WIDTH;
                VectorAttentionKernels.scale(queries.data(), queryAt + i, heads.scale(), part, query, to);
                VectorAttentionKernels.scale(dOutput.data(), dOutputAt + i, inverse, part, gradient, to);
            }
        }
        Arrays.fill(dQuery, 0);
    }

    private void chunk(int group, int pair, int pairs) {
        int visible = (pair + pairs - 1) / group + 1;
        for (int first = 0; first < visible; first += WIDTH) {
            int keys = Math.min(WIDTH, visible - first);
            // The first pair that sees a key of this panel, and the first that sees all of it.
            int begin = Math.max(0, first * group - pair) / TILE * TILE;
            int clear = Math.clamp((long) (first + WIDTH - 1) * group - pair, begin, pairs);
            products(query, keysTransposed, first, begin, pairs, weights);
            products(gradient, valuesTransposed, first, begin, pairs, dWeights);
            hideFuture(group, pair, begin, clear, first);
            weigh(begin, pairs);
            for (int i = 0; i < width; i += WIDTH) {
                int panel = i * capacity + first * WIDTH;
                outer(weights, gradient, i * CHUNK, group, pair, pairs, first, keys, dValue, panel);
                outer(dWeights, query, i * CHUNK, group, pair, pairs, first, keys, dKey, panel);
                intoQueries(i * CHUNK, panel, begin, clear, pairs, group, pair, first, keys);
            }
        }
    }

    /** to = a b for the pairs from begin on, b a transposed panel of the head. */
    private void products(float[] a, float[] b, int first, int begin, int pairs, float[] to) {
        int panel = first * width;
        int at = begin * WIDTH;
        int rows = pairs - begin;
        StoreTiles.store(a, at, WIDTH, b, panel, Math.min(WIDTH, width), to, at, WIDTH, rows);
        for (int i = WIDTH; i < width; i += WIDTH) {
            int inner = Math.min(WIDTH, width - i);
            int from = i * CHUNK + at;
            AccumulateTiles.accumulate(a, from, WIDTH, b, panel + i * WIDTH, inner, to, at, WIDTH, to, at, WIDTH, rows);
        }
    }

    private void hideFuture(int group, int pair, int begin, int clear, int first) {
        for (int m = begin; m < clear; m++) {
            int visible = Math.clamp((pair + m) / group + 1L - first, 0, WIDTH);
            Arrays.fill(weights, m * WIDTH + visible, (m + 1) * WIDTH, Float.NEGATIVE_INFINITY);
        }
    }

    /** Scores become weights; gradients of weights become gradients of scores. */
    private void weigh(int begin, int pairs) {
        for (int m = begin; m < pairs; m++) {
            FloatVector top = FloatVector.broadcast(S, largest[m]);
            FloatVector mean = FloatVector.broadcast(S, share[m]);
            for (int i = m * WIDTH; i < (m + 1) * WIDTH; i += LANES) {
                FloatVector weight = VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, weights, i)));
                weight.intoArray(weights, i);
                weight.mul(FloatVector.fromArray(S, dWeights, i).sub(mean)).intoArray(dWeights, i);
            }
        }
    }

    /** to += a^T b over the chunk's pairs; eight keys at a time begin with the first pair that sees one of them. */
    private static void outer(
            float[] a, float[] b, int bAt, int group, int pair, int pairs, int first, int keys, float[] to, int toAt) {
        for (int k = 0; k < keys; k += TILE) {
            int begin = Math.max(0, (first + k) * group - pair);
            if (begin < pairs) {
                OuterTiles.outer(
                        a,
                        begin * WIDTH + k,
                        b,
                        bAt + begin * WIDTH,
                        pairs - begin,
                        to,
                        toAt + k * WIDTH,
                        Math.min(TILE, keys - k));
            }
        }
    }

    /** dQuery += dWeights keys; eight pairs at a time end with the last key that one of them sees. */
    private void intoQueries(
            int queryAt, int panel, int begin, int clear, int pairs, int group, int pair, int first, int keys) {
        int m = begin;
        for (; m < clear; m += TILE) {
            int rows = Math.min(TILE, pairs - m);
            int seen = Math.clamp((pair + m + rows - 1) / group + 1L - first, 0, keys);
            intoQueries(queryAt, panel, m, rows, seen);
        }
        if (m < pairs) {
            intoQueries(queryAt, panel, m, pairs - m, keys);
        }
    }

    private void intoQueries(int queryAt, int panel, int m, int rows, int keys) {
        int at = queryAt + m * WIDTH;
        AccumulateTiles.accumulate(
                dWeights, m * WIDTH, WIDTH, key, panel, keys, dQuery, at, WIDTH, dQuery, at, WIDTH, rows);
    }

    private void storeQueries(Rows dQueries, Heads heads, int shared, int pair, int pairs) {
        for (int m = 0; m < pairs; m++) {
            int row = (pair + m) / heads.group();
            int head = shared * heads.group() + (pair + m) % heads.group();
            int to = dQueries.row(row) + head * width;
            for (int i = 0; i < width; i += WIDTH) {
                int part = Math.min(WIDTH, width - i);
                int from = i * CHUNK + m * WIDTH;
                VectorAttentionKernels.scale(dQuery, from, heads.scale(), part, dQueries.data(), to + i);
            }
        }
    }

    private void unpack(float[] panels, int count, Rows to, int column) {
        for (int i = 0; i < width; i += WIDTH) {
            int part = Math.min(WIDTH, width - i);
            for (int row = 0; row < count; row++) {
                System.arraycopy(panels, i * capacity + row * WIDTH, to.data(), to.row(row) + column + i, part);
            }
        }
    }

    private void reserve(int count, int headWidth) {
        if (capacity < count || width != headWidth) {
            int padded = Panels.padded(headWidth);
            width = headWidth;
            capacity = Panels.padded(count);
            query = new float[CHUNK * padded];
            gradient = new float[CHUNK * padded];
            dQuery = new float[CHUNK * padded];
            keysTransposed = new float[capacity * width];
            valuesTransposed = new float[capacity * width];
            key = new float[capacity * padded];
            dKey = new float[capacity * padded];
            dValue = new float[capacity * padded];
        }
    }
}
