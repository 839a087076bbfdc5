package dev.blueline.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LossKernels}: padding takes minus infinity, whose exponential is exactly 0, so that rows are whole panels. */
final class VectorLossKernels implements LossKernels {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private final float[] partial = new float[PartialSums.COUNT];
    private final float[] distances = new float[PartialSums.COUNT];
    private float[] largest = new float[0];
    private float[] sums = new float[0];
    private float[] chosen = new float[0];

    @Override
    public void logSums(Rows logits, int rows, int vocabulary, double[] logSums, int logSumsAt) {
        softmax(logits, rows, vocabulary);
        VectorSums.sums(
                logits.data(),
                logits.at(),
                logits.stride(),
                rows,
                Panels.padded(vocabulary),
                largest,
                0,
                sums,
                0,
                partial);
        for (int row = 0; row < rows; row++) {
            logSums[logSumsAt + row] = StrictMath.log(sums[row]) + largest[row];
        }
    }

    @Override
    public void weights(float[] logProbabilities, float sharpness, float[] weights) {
        int whole = weights.length / LANES * LANES;
        float top = whole > 0 ? VectorSums.largest(logProbabilities, whole) : Float.NEGATIVE_INFINITY;
        for (int i = whole; i < weights.length; i++) {
            top = logProbabilities[i] > top ? logProbabilities[i] : top;
        }
        FloatVector largest = FloatVector.broadcast(S, top);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector distance = largest.sub(FloatVector.fromArray(S, logProbabilities, i));
            VectorExponential.ofMinus(distance.mul(sharpness)).intoArray(weights, i);
        }
        for (int i = whole; i < weights.length; i++) {
            weights[i] = Exponential.ofMinus((top - logProbabilities[i]) * sharpness);
        }
    }

    @Override
    public void entropies(Rows logits, int rows, int vocabulary, float[] entropies, int entropiesAt) {
        softmax(logits, rows, vocabulary);
        for (int row = 0; row < rows; row++) {
            distances(logits.data(), logits.row(row), Panels.padded(vocabulary), largest[row]);
            float sum = VectorSums.fold(partial);
            entropies[entropiesAt + row] = (float) (StrictMath.log(sum) + VectorSums.fold(distances) / sum);
        }
    }

    /** Leaves the partial sums of exponentials and those of exponentials times distances. */
    private void distances(float[] data, int from, int width, float largest) {
        FloatVector top = FloatVector.broadcast(S, largest);
        for (int lane = 0; lane < PartialSums.COUNT; lane += LANES) {
            FloatVector sum = FloatVector.zero(S);
            FloatVector weighted = FloatVector.zero(S);
            for (int i = from + lane; i < from + width; i += PartialSums.COUNT) {
                FloatVector distance = top.sub(FloatVector.fromArray(S, data, i))
                        .reinterpretAsInts()
                        .min(Exponential.LARGEST_BITS)
                        .reinterpretAsFloats();
                FloatVector weight = VectorExponential.ofMinus(distance);
                sum = sum.add(weight);
                weighted = weight.fma(distance, weighted);
            }
            sum.intoArray(partial, lane);
            weighted.intoArray(distances, lane);
        }
    }

    /** Hides the padding, finds each row's largest logit. */
    private void softmax(Rows logits, int rows, int vocabulary) {
        if (largest.length < rows) {
            largest = new float[rows];
            sums = new float[rows];
            chosen = new float[rows];
        }
        int width = Panels.padded(vocabulary);
        for (int row = 0; row < rows; row++) {
            int at = logits.row(row);
            Arrays.fill(logits.data(), at + vocabulary, at + width, Float.NEGATIVE_INFINITY);
        }
        VectorSums.largest(logits.data(), logits.at(), logits.stride(), rows, width, largest, 0);
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
        int width = Panels.padded(vocabulary);
        softmax(logits, rows, vocabulary);
        for (int row = 0; row < rows; row++) {
            chosen[row] = data[logits.row(row) + Math.max(0, targets[targetsAt + row])];
        }
        VectorSums.weights(data, logits.at(), logits.stride(), rows, width, largest, 0, sums, 0, partial);
        for (int row = 0; row < rows; row++) {
            int at = logits.row(row);
            int target = targets[targetsAt + row];
            if (target < 0) {
                Arrays.fill(data, at, at + width, 0);
                losses[lossesAt + row] = 0;
                continue;
            }
            float loss = (float) (StrictMath.log(sums[row]) + largest[row] - chosen[row]);
            float weight = scale.of(lossesAt + row, loss);
            scale(data, at, width, weight / sums[row]);
            Arrays.fill(data, at + vocabulary, at + width, 0); // where a negative weight made minus zeros
            data[at + target] -= weight;
            losses[lossesAt + row] = loss;
        }
    }

    private static void scale(float[] data, int at, int width, float factor) {
        for (int i = at; i < at + width; i += LANES) {
            FloatVector.fromArray(S, data, i).mul(factor).intoArray(data, i);
        }
    }
}
