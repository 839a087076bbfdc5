package dev.blueline.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The backward pass of {@link VectorAttentionKernels}: blocks of 32 pairs (query row, head of the group) against panels
 * of 32 keys, so that the five products of a block run in the first-level cache. Within a block everything is a panel 32
 * wide; what a sum has reached is loaded, continued and stored, which keeps its order that of the specification.
 */
final class AttentionGradients {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private static final int WIDTH = Panels.WIDTH;
    private static final int BLOCK = WIDTH * WIDTH;

    private final float[] partial = new float[PartialSums.COUNT];
    private final float[] largest = new float[WIDTH];
    private final float[] share = new float[WIDTH];
    private final float[] weights = new float[BLOCK];
    private final float[] dWeights = new float[BLOCK];
    private float[] query = new float[0];
    private float[] gradient = new float[0];
    private float[] dQuery = new float[0];
    private float[] dKey = new float[0];
    private float[] dValue = new float[0];

    /** Keys transposed; and with the roles exchanged, values transposed and keys in column panels. */
    private KeyValues byKey = KeyValues.of(WIDTH, new Heads(1, 1, 16));

    private KeyValues byValue = byKey;

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
            int column = shared * heads.width();
            byKey.put(keys.column(column), values.column(column), 0, count);
            byValue.put(values.column(column), keys.column(column), 0, count);
            Arrays.fill(dKey, 0);
            Arrays.fill(dValue, 0);
            for (int pair = 0; pair < count * heads.group(); pair += WIDTH) {
                int pairs = Math.min(WIDTH, count * heads.group() - pair);
                load(queries, output, statistics, dOutput, heads, shared, pair, pairs);
                block(heads, pair, pairs);
                storeQueries(dQueries, heads, shared, pair, pairs);
            }
            unpack(dKey, byKey.capacity(), count, heads.width(), dKeys.column(column));
            unpack(dValue, byKey.capacity(), count, heads.width(), dValues.column(column));
        }
    }

    private void load(
            Rows queries, Rows output, Rows statistics, Rows dOutput, Heads heads, int shared, int pair, int pairs) {
        int width = heads.width();
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
                int to = i * WIDTH + m * WIDTH;
                VectorAttentionKernels.scale(queries.data(), queryAt + i, heads.scale(), part, query, to);
                VectorAttentionKernels.scale(dOutput.data(), dOutputAt + i, inverse, part, gradient, to);
            }
        }
        Arrays.fill(dQuery, 0);
    }

    private void block(Heads heads, int pair, int pairs) {
        int width = heads.width();
        int visible = (pair + pairs - 1) / heads.group() + 1;
        int certain = pair / heads.group() + 1;
        for (int key = 0; key < visible; key += WIDTH) {
            int keys = Math.min(WIDTH, visible - key);
            products(query, byKey, key, width, pairs, weights);
            products(gradient, byValue, key, width, pairs, dWeights);
            if (key + WIDTH > certain) {
                hideFuture(heads, pair, pairs, key);
            }
            weigh(pairs);
            for (int i = 0; i < width; i += WIDTH) {
                int target = i * byKey.capacity() + key * WIDTH;
                OuterTiles.outer(weights, 0, gradient, i * WIDTH, pairs, dValue, target, keys);
                OuterTiles.outer(dWeights, 0, query, i * WIDTH, pairs, dKey, target, keys);
                int keysAt = byValue.values(0) + target;
                AccumulateTiles.accumulate(
                        dWeights, 0, WIDTH, byValue.data(), keysAt, keys, dQuery, i * WIDTH, WIDTH, pairs);
            }
        }
    }

    private static void products(float[] a, KeyValues b, int key, int width, int pairs, float[] to) {
        int panel = b.keys(0) + key * width;
        StoreTiles.store(a, 0, WIDTH, b.data(), panel, Math.min(WIDTH, width), to, 0, WIDTH, pairs);
        for (int i = WIDTH; i < width; i += WIDTH) {
            int inner = Math.min(WIDTH, width - i);
            AccumulateTiles.accumulate(a, i * WIDTH, WIDTH, b.data(), panel + i * WIDTH, inner, to, 0, WIDTH, pairs);
        }
    }

    private void hideFuture(Heads heads, int pair, int pairs, int key) {
        for (int m = 0; m < pairs; m++) {
            int visible = Math.max(0, Math.min(WIDTH, (pair + m) / heads.group() + 1 - key));
            Arrays.fill(weights, m * WIDTH + visible, (m + 1) * WIDTH, Float.NEGATIVE_INFINITY);
        }
    }

    /** Scores become weights; gradients of weights become gradients of scores. */
    private void weigh(int pairs) {
        for (int m = 0; m < pairs; m++) {
            FloatVector top = FloatVector.broadcast(S, largest[m]);
            FloatVector mean = FloatVector.broadcast(S, share[m]);
            for (int i = m * WIDTH; i < (m + 1) * WIDTH; i += LANES) {
                FloatVector weight = VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, weights, i)));
                weight.intoArray(weights, i);
                weight.mul(FloatVector.fromArray(S, dWeights, i).sub(mean)).intoArray(dWeights, i);
            }
        }
    }

    private void storeQueries(Rows dQueries, Heads heads, int shared, int pair, int pairs) {
        for (int m = 0; m < pairs; m++) {
            int row = (pair + m) / heads.group();
            int head = shared * heads.group() + (pair + m) % heads.group();
            int to = dQueries.row(row) + head * heads.width();
            for (int i = 0; i < heads.width(); i += WIDTH) {
                int part = Math.min(WIDTH, heads.width() - i);
                VectorAttentionKernels.scale(
                        dQuery, i * WIDTH + m * WIDTH, heads.scale(), part, dQueries.data(), to + i);
            }
        }
    }

    private static void unpack(float[] panels, int capacity, int count, int width, Rows to) {
        for (int i = 0; i < width; i += WIDTH) {
            int part = Math.min(WIDTH, width - i);
            for (int row = 0; row < count; row++) {
                System.arraycopy(panels, i * capacity + row * WIDTH, to.data(), to.row(row) + i, part);
            }
        }
    }

    private void reserve(int count, int width) {
        int padded = Panels.padded(width);
        if (query.length == 0 || byKey.capacity() < count || byKey.heads().width() != width) {
            byKey = KeyValues.of(count, new Heads(1, 1, width));
            byValue = KeyValues.of(count, new Heads(1, 1, width));
            query = new float[WIDTH * padded];
            gradient = new float[WIDTH * padded];
            dQuery = new float[WIDTH * padded];
            dKey = new float[byKey.capacity() * padded];
            dValue = new float[byKey.capacity() * padded];
        }
    }
}
