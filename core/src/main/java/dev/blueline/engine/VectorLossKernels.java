package dev.blueline.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LossKernels}: padding takes minus infinity, whose exponential is exactly 0, so that rows are whole panels. */
final class VectorLossKernels implements LossKernels {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private final float[] partial = new float[PartialSums.COUNT];

    @Override
    public void logSums(Rows logits, int rows, int vocabulary, double[] logSums, int logSumsAt) {
        int width = Panels.padded(vocabulary);
        for (int row = 0; row < rows; row++) {
            int at = logits.row(row);
            Arrays.fill(logits.data(), at + vocabulary, at + width, Float.NEGATIVE_INFINITY);
            float largest = VectorSums.largest(logits.data(), at, width);
            VectorSums.sums(logits.data(), at, width, largest, partial);
            logSums[logSumsAt + row] = StrictMath.log(VectorSums.fold(partial)) + largest;
        }
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
        for (int row = 0; row < rows; row++) {
            int at = logits.row(row);
            int target = targets[targetsAt + row];
            if (target < 0) {
                Arrays.fill(data, at, at + width, 0);
                losses[lossesAt + row] = 0;
                continue;
            }
            Arrays.fill(data, at + vocabulary, at + width, Float.NEGATIVE_INFINITY);
            float chosen = data[at + target];
            float largest = VectorSums.largest(data, at, width);
            VectorSums.weights(data, at, width, largest, partial);
            float sum = VectorSums.fold(partial);
            scale(data, at, width, scale / sum);
            data[at + target] -= scale;
            losses[lossesAt + row] = (float) (StrictMath.log(sum) + largest - chosen);
        }
    }

    private static void scale(float[] data, int at, int width, float factor) {
        for (int i = at; i < at + width; i += LANES) {
            FloatVector.fromArray(S, data, i).mul(factor).intoArray(data, i);
        }
    }
}
