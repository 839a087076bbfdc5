package dev.blueline.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link AttentionKernels} in tiles. Query heads that share keys and values are taken together: a tile's rows are pairs
 * (query row, head of the group), row by row. Key panels in a query's future are skipped; in the panel that holds its
 * own position, future scores take minus infinity, whose weight is exactly 0 and changes no sum. On a Zen 4 core
 * 256 positions with heads of 32 run at 0.54 of the peak, of 64 at 0.66: the exponentials are arithmetic too, but not counted.
 */
final class VectorAttentionKernels implements AttentionKernels {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    /** Pairs of a forward tile: their scores stay in the first-level cache. */
    private static final int TILE = 16;

    /** Rows of a register tile. */
    private static final int ROWS = 8;

    private final float[] partial = new float[PartialSums.COUNT];
    private final float[] largest = new float[TILE];
    private final float[] inverses = new float[TILE];
    private final AttentionGradients gradients = new AttentionGradients();
    private float[] query = new float[0];
    private float[] scores = new float[0];
    private float[] result = new float[0];

    @Override
    public void attend(Rows queries, int first, int count, KeyValues past, Rows output, Rows statistics) {
        Heads heads = past.heads();
        int stride = Panels.padded(first + count) + LANES;
        reserve(heads.width(), stride);
        for (int shared = 0; shared < heads.keyValues(); shared++) {
            for (int pair = 0; pair < count * heads.group(); pair += TILE) {
                int pairs = Math.min(TILE, count * heads.group() - pair);
                int keys = first + (pair + pairs - 1) / heads.group() + 1;
                load(queries, heads, shared, pair, pairs);
                for (int key = 0; key < keys; key += Panels.WIDTH) {
                    int panel = past.keys(shared) + key * heads.width();
                    StoreTiles.store(
                            query, 0, heads.width(), past.data(), panel, heads.width(), scores, key, stride, pairs);
                }
                weigh(heads, shared, first, pair, pairs, Panels.padded(keys), stride, statistics);
                for (int column = 0; column < heads.width(); column += Panels.WIDTH) {
                    int panel = past.values(shared) + column * past.capacity();
                    for (int m = 0; m < pairs; m += ROWS) {
                        int rows = Math.min(ROWS, pairs - m);
                        StoreTiles.store(
                                scores,
                                m * stride,
                                stride,
                                past.data(),
                                panel,
                                first + (pair + m + rows - 1) / heads.group() + 1,
                                result,
                                m * Panels.padded(heads.width()) + column,
                                Panels.padded(heads.width()),
                                rows);
                    }
                }
                write(output, heads, shared, pair, pairs);
            }
        }
    }

    private void load(Rows queries, Heads heads, int shared, int pair, int pairs) {
        for (int m = 0; m < pairs; m++) {
            int row = (pair + m) / heads.group();
            int head = shared * heads.group() + (pair + m) % heads.group();
            scale(
                    queries.data(),
                    queries.row(row) + head * heads.width(),
                    heads.scale(),
                    heads.width(),
                    query,
                    m * heads.width());
        }
    }

    /** Scores of the tile become weights; each largest score and 1 / sum go to the statistics. */
    private void weigh(
            Heads heads, int shared, int first, int pair, int pairs, int width, int stride, Rows statistics) {
        for (int m = 0; m < pairs; m++) {
            int visible = first + (pair + m) / heads.group() + 1;
            Arrays.fill(scores, m * stride + visible, m * stride + width, Float.NEGATIVE_INFINITY);
        }
        VectorSums.largest(scores, 0, stride, pairs, width, largest, 0);
        VectorSums.weights(scores, 0, stride, pairs, width, largest, 0, inverses, 0, partial);
        for (int m = 0; m < pairs; m++) {
            inverses[m] = 1 / inverses[m];
            int row = (pair + m) / heads.group();
            int head = shared * heads.group() + (pair + m) % heads.group();
            statistics.data()[statistics.row(row) + head] = largest[m];
            statistics.data()[statistics.row(row) + heads.queries() + head] = inverses[m];
        }
    }

    private void write(Rows output, Heads heads, int shared, int pair, int pairs) {
        for (int m = 0; m < pairs; m++) {
            int row = (pair + m) / heads.group();
            int head = shared * heads.group() + (pair + m) % heads.group();
            scale(
                    result,
                    m * Panels.padded(heads.width()),
                    inverses[m],
                    heads.width(),
                    output.data(),
                    output.row(row) + head * heads.width());
        }
    }

    static void scale(float[] from, int fromAt, float factor, int width, float[] to, int toAt) {
        for (int i = 0; i < width; i += LANES) {
            FloatVector.fromArray(S, from, fromAt + i).mul(factor).intoArray(to, toAt + i);
        }
    }

    @Override
    public void attendBackward(
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
        gradients.run(queries, keys, values, count, heads, output, statistics, dOutput, dQueries, dKeys, dValues);
    }

    private void reserve(int width, int stride) {
        if (scores.length < TILE * stride) {
            scores = new float[TILE * stride];
        }
        if (query.length < TILE * Panels.padded(width)) {
            query = new float[TILE * Panels.padded(width)];
            result = new float[TILE * Panels.padded(width)];
        }
    }
}
