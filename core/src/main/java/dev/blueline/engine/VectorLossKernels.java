package dev.blueline.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LossKernels}: padding takes minus infinity, whose exponential is exactly 0, so that rows are whole panels. */
final class VectorLossKernels implements LossKernels {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private final float[] partial = new float[PartialSums.COUNT];
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
            float scale,
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
            scale(data, at, width, scale / sums[row]);
            data[at + target] -= scale;
            losses[lossesAt + row] = (float) (StrictMath.log(sums[row]) + largest[row] - chosen[row]);
        }
    }

    private static void scale(float[] data, int at, int width, float factor) {
        for (int i = at; i < at + width; i += LANES) {
            FloatVector.fromArray(S, data, i).mul(factor).intoArray(data, i);
        }
    }
}
