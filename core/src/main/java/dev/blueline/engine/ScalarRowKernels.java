package dev.blueline.engine;

import java.util.Arrays;

/** The specification of {@link RowKernels}. */
final class ScalarRowKernels implements RowKernels {
    private final float[] partial = new float[PartialSums.COUNT];

    @Override
    public void rmsNorm(
            Rows x,
            float[] gain,
            int gainAt,
            int rows,
            int groups,
            int width,
            double epsilon,
            Rows y,
            float[] inverse,
            int inverseAt) {
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                int from = x.row(row) + group * width;
                float squares = PartialSums.dot(x.data(), from, x.data(), from, width, partial);
                float scale = inverseRoot(squares, width, epsilon);
                inverse[inverseAt + row * groups + group] = scale;
                scale(x.data(), from, scale, gain, gainAt, width, y.data(), y.row(row) + group * width);
            }
        }
    }

    @Override
    public void normalise(
            Rows x, float[] gain, int gainAt, int rows, int width, float[] inverse, int inverseAt, Rows y) {
        for (int row = 0; row < rows; row++) {
            scale(x.data(), x.row(row), inverse[inverseAt + row], gain, gainAt, width, y.data(), y.row(row));
        }
    }

    private static void scale(
            float[] x, int from, float factor, float[] gain, int gainAt, int width, float[] y, int to) {
        for (int i = 0; i < width; i++) {
            y[to + i] = x[from + i] * factor * gain[gainAt + i];
        }
    }

    @Override
    public void rmsNormBackward(
            Rows x,
            float[] gain,
            int gainAt,
            int rows,
            int groups,
            int width,
            float[] inverse,
            int inverseAt,
            Rows dy,
            Rows dx,
            boolean add,
            float[] dGain,
            int dGainAt) {
        for (int group = 0; group < groups; group++) {
            for (int row = 0; row < rows; row++) {
                int xAt = x.row(row) + group * width;
                int dyAt = dy.row(row) + group * width;
                int dxAt = dx.row(row) + group * width;
                float scale = inverse[inverseAt + row * groups + group];
                Arrays.fill(partial, 0);
                for (int i = 0; i < width; i++) {
                    int lane = i % PartialSums.COUNT;
                    partial[lane] = Math.fma(dy.data()[dyAt + i] * gain[gainAt + i], x.data()[xAt + i], partial[lane]);
                }
                float pull = pull(PartialSums.fold(partial, 0), scale, width);
                for (int i = 0; i < width; i++) {
                    float xi = x.data()[xAt + i];
                    float dyi = dy.data()[dyAt + i];
                    dGain[dGainAt + i] = Math.fma(dyi, xi * scale, dGain[dGainAt + i]);
                    float gradient = Math.fma(xi, pull, dyi * gain[gainAt + i] * scale);
                    dx.data()[dxAt + i] = add ? dx.data()[dxAt + i] + gradient : gradient;
                }
            }
        }
    }

    private static float inverseRoot(float squares, int width, double epsilon) {
        return 1 / (float) Math.sqrt(squares / width + (float) epsilon);
    }

    /** How strongly a row's gradient is pulled along the row itself: {@code -dot * scale^3 / width}. */
    private static float pull(float dot, float scale, int width) {
        return -(dot * scale * scale * scale / width);
    }

    @Override
    public void rotate(Rows x, int[] positions, int positionsAt, int rows, int heads, Rotary rotary, boolean back) {
        int half = rotary.headWidth() / 2;
        for (int row = 0; row < rows; row++) {
            int table = positions[positionsAt + row] * half;
            for (int head = 0; head < heads; head++) {
                int at = x.row(row) + head * rotary.headWidth();
                for (int i = 0; i < half; i++) {
                    float cosine = rotary.cosines()[table + i];
                    float sine = back ? -rotary.sines()[table + i] : rotary.sines()[table + i];
                    float a = x.data()[at + i];
                    float b = x.data()[at + half + i];
                    x.data()[at + i] = Math.fma(a, cosine, -(b * sine));
                    x.data()[at + half + i] = Math.fma(b, cosine, a * sine);
                }
            }
        }
    }

    @Override
    public void swiGlu(Rows gate, Rows up, int rows, int width, Rows y) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                float g = gate.data()[gate.row(row) + i];
                y.data()[y.row(row) + i] = g * sigmoid(g) * up.data()[up.row(row) + i];
            }
        }
    }

    @Override
    public void swiGluBackward(Rows gate, Rows up, Rows dy, int rows, int width, Rows y, Rows dGate, Rows dUp) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                float g = gate.data()[gate.row(row) + i];
                float u = up.data()[up.row(row) + i];
                float d = dy.data()[dy.row(row) + i];
                float sigmoid = sigmoid(g);
                dGate.data()[dGate.row(row) + i] = d * u * (sigmoid * Math.fma(g, 1 - sigmoid, 1f));
                dUp.data()[dUp.row(row) + i] = d * (g * sigmoid);
                y.data()[y.row(row) + i] = g * sigmoid * u;
            }
        }
    }

    private static float sigmoid(float x) {
        float e = Exponential.ofMinus(Math.abs(x));
        float r = 1 / (1 + e);
        return x >= 0 ? r : e * r;
    }

    @Override
    public void gather(Panels table, int[] tokens, int tokensAt, int rows, Rows x) {
        for (int column = 0; column < table.columns(); column += Panels.WIDTH) {
            for (int row = 0; row < rows; row++) {
                int from = table.index(tokens[tokensAt + row], column);
                System.arraycopy(table.data(), from, x.data(), x.row(row) + column, Panels.WIDTH);
            }
        }
    }

    @Override
    public void scatterAdd(Rows dx, int[] tokens, int tokensAt, int rows, Panels dTable) {
        for (int column = 0; column < dTable.columns(); column += Panels.WIDTH) {
            int width = Math.min(Panels.WIDTH, dTable.columns() - column);
            for (int row = 0; row < rows; row++) {
                int from = dx.row(row) + column;
                int to = dTable.index(tokens[tokensAt + row], column);
                for (int i = 0; i < width; i++) {
                    dTable.data()[to + i] += dx.data()[from + i];
                }
            }
        }
    }
}
