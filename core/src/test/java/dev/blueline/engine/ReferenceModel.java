package dev.blueline.engine;

import java.util.Arrays;
import java.util.Map;

/**
 * The model again, in double precision and as plainly as it can be written, from the equations alone: one position at a
 * time, no tiles, no caches. It takes weights by their Hugging Face names and is differentiated numerically.
 */
final class ReferenceModel {
    private final ModelShape shape;
    private final Map<String, double[]> weights;

    ReferenceModel(ModelShape shape, Map<String, double[]> weights) {
        this.shape = shape;
        this.weights = weights;
    }

    /** Mean loss over all targets of the batch, in nats. */
    double loss(Batch batch) {
        double sum = 0;
        for (int row = 0; row < batch.rows(); row++) {
            int at = row * (batch.length() + 1);
            for (double loss : losses(Arrays.copyOfRange(batch.tokens(), at, at + batch.length() + 1))) {
                sum += loss;
            }
        }
        return sum / batch.targets();
    }

    /** Loss of every token but the first, in nats. */
    double[] losses(int[] tokens) {
        double[] losses = new double[tokens.length - 1];
        double[][] logits = logits(tokens, 0, losses.length);
        for (int t = 0; t < losses.length; t++) {
            double all = 0;
            for (double logit : logits[t]) {
                all += Math.exp(logit);
            }
            losses[t] = Math.log(all) - logits[t][tokens[t + 1]];
        }
        return losses;
    }

    /** Logits after each of the tokens from {@code at}: {@code [length, vocabulary]}. */
    double[][] logits(int[] tokens, int at, int length) {
        int width = shape.width();
        double[][] x = new double[length][width];
        for (int t = 0; t < length; t++) {
            System.arraycopy(weight("model.embed_tokens.weight"), tokens[at + t] * width, x[t], 0, width);
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            String block = "model.layers." + layer + ".";
            double[][] attended = attention(block + "self_attn.", normed(x, weight(block + "input_layernorm.weight")));
            add(x, attended);
            double[][] middle = normed(x, weight(block + "post_attention_layernorm.weight"));
            double[][] gate = times(middle, weight(block + "mlp.gate_proj.weight"), shape.hidden());
            double[][] up = times(middle, weight(block + "mlp.up_proj.weight"), shape.hidden());
            for (int t = 0; t < length; t++) {
                for (int i = 0; i < shape.hidden(); i++) {
                    gate[t][i] = gate[t][i] / (1 + Math.exp(-gate[t][i])) * up[t][i];
                }
            }
            add(x, times(gate, weight(block + "mlp.down_proj.weight"), width));
        }
        double[][] last = normed(x, weight("model.norm.weight"));
        return times(last, weight(shape.tied() ? "model.embed_tokens.weight" : "lm_head.weight"), shape.vocabulary());
    }

    private double[][] attention(String prefix, double[][] x) {
        int headWidth = shape.headWidth();
        double[][] q = projected(x, prefix + "q_proj.", shape.heads() * headWidth);
        double[][] k = projected(x, prefix + "k_proj.", shape.keyValueHeads() * headWidth);
        double[][] v = projected(x, prefix + "v_proj.", shape.keyValueHeads() * headWidth);
        double[][] out = new double[x.length][shape.heads() * headWidth];
        for (int head = 0; head < shape.heads(); head++) {
            int shared = head / (shape.heads() / shape.keyValueHeads());
            double[][] queries = oriented(q, head * headWidth, prefix + "q_norm.weight");
            double[][] keys = oriented(k, shared * headWidth, prefix + "k_norm.weight");
            for (int t = 0; t < x.length; t++) {
                double[] p = new double[t + 1];
                double sum = 0;
                for (int s = 0; s <= t; s++) {
                    double dot = 0;
                    for (int c = 0; c < headWidth; c++) {
                        dot += queries[t][c] * keys[s][c];
                    }
                    p[s] = Math.exp(dot / Math.sqrt(headWidth));
                    sum += p[s];
                }
                for (int s = 0; s <= t; s++) {
                    for (int c = 0; c < headWidth; c++) {
                        out[t][head * headWidth + c] += p[s] / sum * v[s][shared * headWidth + c];
                    }
                }
            }
        }
        return times(out, weight(prefix + "o_proj.weight"), shape.width());
    }

    private double[][] projected(double[][] x, String prefix, int outputs) {
        double[][] y = times(x, weight(prefix + "weight"), outputs);
        if (shape.biased()) {
            double[] bias = weight(prefix + "bias");
            for (double[] row : y) {
                for (int i = 0; i < outputs; i++) {
                    row[i] += bias[i];
                }
            }
        }
        return y;
    }

    /** One head's channels, normalised if the shape says so, then turned by their position. */
    private double[][] oriented(double[][] x, int from, String gain) {
        int n = shape.headWidth();
        double[][] head = new double[x.length][n];
        for (int t = 0; t < x.length; t++) {
            System.arraycopy(x[t], from, head[t], 0, n);
        }
        if (shape.queryKeyNorm()) {
            head = normed(head, weight(gain));
        }
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < n / 2; i++) {
                double angle = t * shape.ropeScaling().scaled(Math.pow(shape.ropeBase(), -2.0 * i / n));
                double a = head[t][i];
                double b = head[t][i + n / 2];
                head[t][i] = a * Math.cos(angle) - b * Math.sin(angle);
                head[t][i + n / 2] = b * Math.cos(angle) + a * Math.sin(angle);
            }
        }
        return head;
    }

    private double[][] normed(double[][] x, double[] gain) {
        double[][] out = new double[x.length][gain.length];
        for (int t = 0; t < x.length; t++) {
            double squares = 0;
            for (double value : x[t]) {
                squares += value * value;
            }
            double scale = 1 / Math.sqrt(squares / gain.length + shape.normEpsilon());
            for (int i = 0; i < gain.length; i++) {
                out[t][i] = x[t][i] * scale * gain[i];
            }
        }
        return out;
    }

    /** {@code x W^T} with W {@code [outputs, inputs]}, row-major. */
    private static double[][] times(double[][] x, double[] w, int outputs) {
        int inputs = x[0].length;
        double[][] y = new double[x.length][outputs];
        for (int t = 0; t < x.length; t++) {
            for (int o = 0; o < outputs; o++) {
                for (int i = 0; i < inputs; i++) {
                    y[t][o] += w[o * inputs + i] * x[t][i];
                }
            }
        }
        return y;
    }

    private static void add(double[][] x, double[][] y) {
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < x[t].length; i++) {
                x[t][i] += y[t][i];
            }
        }
    }

    private double[] weight(String name) {
        double[] values = weights.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no weight " + name);
        }
        return values;
    }
}
