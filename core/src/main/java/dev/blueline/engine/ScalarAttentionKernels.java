package dev.blueline.engine;

import java.util.Arrays;

/** The specification of {@link AttentionKernels}: one query row at a time. */
final class ScalarAttentionKernels implements AttentionKernels {
    private final float[] partial = new float[PartialSums.COUNT];
    private float[] weights = new float[0];
    private float[] query = new float[0];
    private float[] gradient = new float[0];

    @Override
    public void attend(Rows queries, int first, int count, KeyValues past, Rows output, Rows statistics) {
        Heads heads = past.heads();
        reserve(first + count, heads.width());
        for (int row = 0; row < count; row++) {
            for (int head = 0; head < heads.queries(); head++) {
                attend(queries, row, first + row + 1, head, past, output, statistics);
            }
        }
    }

    private void attend(Rows queries, int row, int keys, int head, KeyValues past, Rows output, Rows statistics) {
        Heads heads = past.heads();
        int width = heads.width();
        int column = head * width;
        int keysAt = past.keys(head / heads.group());
        int valuesAt = past.values(head / heads.group());
        for (int i = 0; i < width; i++) {
            query[i] = queries.data()[queries.row(row) + column + i] * heads.scale();
        }
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < keys; j++) {
            int key = keysAt + j / Panels.WIDTH * (Panels.WIDTH * width) + j % Panels.WIDTH;
            float score = 0;
            for (int i = 0; i < width; i++) {
                score = Math.fma(query[i], past.data()[key + i * Panels.WIDTH], score);
            }
            weights[j] = score;
            largest = score > largest ? score : largest;
        }
        Arrays.fill(partial, 0);
        for (int j = 0; j < keys; j++) {
            weights[j] = Exponential.ofMinus(largest - weights[j]);
            partial[j % PartialSums.COUNT] += weights[j];
        }
        float inverse = 1 / PartialSums.fold(partial, 0);
        statistics.data()[statistics.row(row) + head] = largest;
        statistics.data()[statistics.row(row) + heads.queries() + head] = inverse;
        for (int i = 0; i < width; i++) {
            int value = valuesAt + i / Panels.WIDTH * (Panels.WIDTH * past.capacity()) + i % Panels.WIDTH;
            float sum = 0;
            for (int j = 0; j < keys; j++) {
                sum = Math.fma(weights[j], past.data()[value + j * Panels.WIDTH], sum);
            }
            output.data()[output.row(row) + column + i] = sum * inverse;
        }
    }

    /**
     * With e the weights before division by their sum and {@code do' = do / sum}, for every query row t in
     * ascending order and every head of a group in turn:
     * {@code dv_j = sum_t e_tj do'_t}, {@code dp_tj = do'_t . v_j}, {@code ds_tj = e_tj (dp_tj - do'_t . o_t)},
     * {@code dq_t = scale sum_j ds_tj k_j}, {@code dk_j = sum_t ds_tj q'_t}.
     */
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
        int width = heads.width();
        reserve(count, width);
        Rows oldKeys = copy(keys, count, heads.keyValues() * width);
        Rows oldValues = copy(values, count, heads.keyValues() * width);
        for (int row = 0; row < count; row++) {
            Arrays.fill(dKeys.data(), dKeys.row(row), dKeys.row(row) + heads.keyValues() * width, 0);
            Arrays.fill(dValues.data(), dValues.row(row), dValues.row(row) + heads.keyValues() * width, 0);
        }
        for (int row = 0; row < count; row++) {
            for (int head = 0; head < heads.queries(); head++) {
                int column = head * width;
                int shared = head / heads.group() * width;
                float largest = statistics.data()[statistics.row(row) + head];
                float inverse = statistics.data()[statistics.row(row) + heads.queries() + head];
                int dQuery = dQueries.row(row) + column;
                for (int i = 0; i < width; i++) {
                    query[i] = queries.data()[queries.row(row) + column + i] * heads.scale();
                    gradient[i] = dOutput.data()[dOutput.row(row) + column + i] * inverse;
                }
                float share = inverse
                        * PartialSums.dot(
                                dOutput.data(),
                                dOutput.row(row) + column,
                                output.data(),
                                output.row(row) + column,
                                width,
                                partial);
                Arrays.fill(dQueries.data(), dQuery, dQuery + width, 0);
                for (int j = 0; j <= row; j++) {
                    int key = oldKeys.row(j) + shared;
                    int value = oldValues.row(j) + shared;
                    float score = 0;
                    float dWeight = 0;
                    for (int i = 0; i < width; i++) {
                        score = Math.fma(query[i], oldKeys.data()[key + i], score);
                        dWeight = Math.fma(gradient[i], oldValues.data()[value + i], dWeight);
                    }
                    float weight = Exponential.ofMinus(largest - score);
                    float dScore = weight * (dWeight - share);
                    addTo(dValues.data(), dValues.row(j) + shared, weight, gradient, 0, width);
                    addTo(dKeys.data(), dKeys.row(j) + shared, dScore, query, 0, width);
                    addTo(dQueries.data(), dQuery, dScore, oldKeys.data(), key, width);
                }
                for (int i = 0; i < width; i++) {
                    dQueries.data()[dQuery + i] *= heads.scale();
                }
            }
        }
    }

    /** Keys and values are read to the end, while their gradients may take their place. */
    private static Rows copy(Rows from, int count, int width) {
        Rows copy = Rows.of(count, width);
        for (int row = 0; row < count; row++) {
            System.arraycopy(from.data(), from.row(row), copy.data(), copy.row(row), width);
        }
        return copy;
    }

    private static void addTo(float[] to, int toAt, float factor, float[] from, int fromAt, int length) {
        for (int i = 0; i < length; i++) {
            to[toAt + i] = Math.fma(factor, from[fromAt + i], to[toAt + i]);
        }
    }

    private void reserve(int keys, int width) {
        if (weights.length < keys) {
            weights = new float[keys];
        }
        if (query.length < width) {
            query = new float[width];
            gradient = new float[width];
        }
    }
}
