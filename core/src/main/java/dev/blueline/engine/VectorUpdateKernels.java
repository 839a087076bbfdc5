package dev.blueline.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link UpdateKernels}, limited by memory rather than arithmetic. */
final class VectorUpdateKernels implements UpdateKernels {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private final float[] partial = new float[PartialSums.COUNT];

    @Override
    public void adamW(
            float[] weights, float[] gradient, float[] mean, float[] square, int at, int length, AdamWStep step) {
        int end = at + length;
        int i = at;
        for (; i + LANES <= end; i += LANES) {
            FloatVector w = FloatVector.fromArray(S, weights, i);
            FloatVector g = FloatVector.fromArray(S, gradient, i).mul(step.gradientScale());
            FloatVector m = FloatVector.broadcast(S, step.beta1())
                    .fma(FloatVector.fromArray(S, mean, i), g.mul(1 - step.beta1()));
            FloatVector v = FloatVector.broadcast(S, step.beta2())
                    .fma(FloatVector.fromArray(S, square, i), g.mul(g).mul(1 - step.beta2()));
            m.intoArray(mean, i);
            v.intoArray(square, i);
            FloatVector root = v.mul(step.correction2()).sqrt();
            FloatVector move = m.mul(step.correction1()).div(root.add(step.epsilon()));
            FloatVector decayed = FloatVector.broadcast(S, -step.decay()).fma(w, w);
            FloatVector.broadcast(S, -step.rate()).fma(move, decayed).intoArray(weights, i);
        }
        for (; i < end; i++) {
            ScalarUpdateKernels.update(weights, gradient, mean, square, i, step);
        }
    }

    @Override
    public double sumOfSquares(float[] data, int at, int length) {
        double sum = 0;
        for (int block = 0; block < length; block += ScalarUpdateKernels.BLOCK) {
            int count = Math.min(ScalarUpdateKernels.BLOCK, length - block);
            sum += count % PartialSums.COUNT == 0
                    ? squares(data, at + block, count)
                    : PartialSums.dot(data, at + block, data, at + block, count, partial);
        }
        return sum;
    }

    private float squares(float[] data, int at, int length) {
        for (int lane = 0; lane < PartialSums.COUNT; lane += 2 * LANES) {
            FloatVector low = FloatVector.zero(S);
            FloatVector high = FloatVector.zero(S);
            for (int i = lane; i < length; i += PartialSums.COUNT) {
                FloatVector a = FloatVector.fromArray(S, data, at + i);
                FloatVector b = FloatVector.fromArray(S, data, at + i + LANES);
                low = a.fma(a, low);
                high = b.fma(b, high);
            }
            low.intoArray(partial, lane);
            high.intoArray(partial, lane + LANES);
        }
        return VectorSums.fold(partial);
    }

    @Override
    public void addScaled(float[] from, int fromAt, float scale, float[] to, int toAt, int length) {
        int i = 0;
        for (; i + LANES <= length; i += LANES) {
            FloatVector sum = FloatVector.fromArray(S, to, toAt + i);
            FloatVector.broadcast(S, scale)
                    .fma(FloatVector.fromArray(S, from, fromAt + i), sum)
                    .intoArray(to, toAt + i);
        }
        for (; i < length; i++) {
            to[toAt + i] = Math.fma(scale, from[fromAt + i], to[toAt + i]);
        }
    }
}
