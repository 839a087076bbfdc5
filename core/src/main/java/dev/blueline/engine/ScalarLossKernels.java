package dev.blueline.engine;

import java.util.Arrays;

/** The specification of {@link LossKernels}. */
final class ScalarLossKernels implements LossKernels {
    private final float[] partial = new float[PartialSums.COUNT];
    private final float[] distances = new float[PartialSums.COUNT];

    @Override
    public void logSums(Rows logits, int rows, int vocabulary, double[] logSums, int logSumsAt) {
        for (int row = 0; row < rows; row++) {
            int at = logits.row(row);
            float largest = largest(logits.data(), at, vocabulary);
            Arrays.fill(partial, 0);
            for (int i = 0; i < vocabulary; i++) {
                partial[i % PartialSums.COUNT] += Exponential.ofMinus(largest - logits.data()[at + i]);
            }
            logSums[logSumsAt + row] = StrictMath.log(PartialSums.fold(partial, 0)) + largest;
        }
    }

    @Override
    public void learn(
            Rows logits,
            int rows,
            int vocabulary,
            int[] targets,
            int targetsAt,
            Scale scale,
            float[] losses,
            int lossesAt) {
        float[] data = logits.data();
        for (int row = 0; row < rows; row++) {
            int at = logits.row(row);
            int target = targets[targetsAt + row];
            Arrays.fill(data, at + vocabulary, at + Panels.padded(vocabulary), 0);
            if (target < 0) {
                Arrays.fill(data, at, at + vocabulary, 0);
                losses[lossesAt + row] = 0;
                continue;
            }
            float chosen = data[at + target];
            float largest = largest(data, at, vocabulary);
            Arrays.fill(partial, 0);
            for (int i = 0; i < vocabulary; i++) {
                data[at + i] = Exponential.ofMinus(largest - data[at + i]);
                partial[i % PartialSums.COUNT] += data[at + i];
            }
            float sum = PartialSums.fold(partial, 0);
            float loss = (float) (StrictMath.log(sum) + largest - chosen);
            float weight = scale.of(lossesAt + row, loss);
            float factor = weight / sum;
            for (int i = 0; i < vocabulary; i++) {
                data[at + i] *= factor;
            }
            data[at + target] -= weight;
            losses[lossesAt + row] = loss;
        }
    }

    @Override
    public void weights(float[] logProbabilities, float sharpness, float[] weights) {
        float largest = largest(logProbabilities, 0, weights.length);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Exponential.ofMinus((largest - logProbabilities[i]) * sharpness);
        }
    }

    @Override
    public void entropies(Rows logits, int rows, int vocabulary, float[] entropies, int entropiesAt) {
        for (int row = 0; row < rows; row++) {
            int at = logits.row(row);
            float largest = largest(logits.data(), at, vocabulary);
            Arrays.fill(partial, 0);
            Arrays.fill(distances, 0);
            for (int i = 0; i < vocabulary; i++) {
                // Infinity times the weight 0 would be no number.
                float distance = Exponential.bounded(largest - logits.data()[at + i]);
                float weight = Exponential.ofMinus(distance);
                partial[i % PartialSums.COUNT] += weight;
                distances[i % PartialSums.COUNT] = Math.fma(weight, distance, distances[i % PartialSums.COUNT]);
            }
            float sum = PartialSums.fold(partial, 0);
            entropies[entropiesAt + row] = (float) (StrictMath.log(sum) + PartialSums.fold(distances, 0) / sum);
        }
    }

    private static float largest(float[] data, int at, int length) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            largest = data[at + i] > largest ? data[at + i] : largest;
        }
        return largest;
    }
}
