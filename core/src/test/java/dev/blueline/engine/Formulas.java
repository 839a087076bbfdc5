package dev.blueline.engine;

/** The papers' formulas in double precision, written without regard to speed: what kernels are measured against. */
final class Formulas {
    private Formulas() {}

    static double[] rmsNorm(double[] x, double[] gain, int rows, int width, double epsilon) {
        double[] y = new double[x.length];
        for (int row = 0; row < rows; row++) {
            double squares = 0;
            for (int i = 0; i < width; i++) {
                squares += Math.pow(x[row * width + i], 2);
            }
            for (int i = 0; i < width; i++) {
                y[row * width + i] = x[row * width + i] / Math.sqrt(squares / width + epsilon) * gain[i];
            }
        }
        return y;
    }

    static double[] swiGlu(double[] gate, double[] up) {
        double[] y = new double[gate.length];
        for (int i = 0; i < gate.length; i++) {
            y[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
        }
        return y;
    }

    /** Queries {@code [count, heads * width]}, keys and values {@code [count, key-value heads * width]}. */
    static double[] attention(double[] queries, double[] keys, double[] values, int count, Heads heads) {
        int width = heads.width();
        int queryStride = heads.queries() * width;
        int keyStride = heads.keyValues() * width;
        double[] output = new double[queries.length];
        for (int head = 0; head < heads.queries(); head++) {
            int shared = head / heads.group();
            for (int t = 0; t < count; t++) {
                double[] weights = new double[t + 1];
                double sum = 0;
                for (int j = 0; j <= t; j++) {
                    double score = 0;
                    for (int i = 0; i < width; i++) {
                        score += queries[t * queryStride + head * width + i] * keys[j * keyStride + shared * width + i];
                    }
                    weights[j] = Math.exp(score / Math.sqrt(width));
                    sum += weights[j];
                }
                for (int j = 0; j <= t; j++) {
                    for (int i = 0; i < width; i++) {
                        output[t * queryStride + head * width + i] +=
                                weights[j] / sum * values[j * keyStride + shared * width + i];
                    }
                }
            }
        }
        return output;
    }

    static double crossEntropy(double[] logits, int at, int vocabulary, int target) {
        double sum = 0;
        for (int i = 0; i < vocabulary; i++) {
            sum += Math.exp(logits[at + i]);
        }
        return Math.log(sum) - logits[at + target];
    }
}
