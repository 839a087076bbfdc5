package dev.blueline.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Passes along one row that end in a sum or a maximum: softmax over a whole number of panels, dot products. */
final class VectorSums {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    /** Shuffles that move lanes down by 8, 4, 2 and 1. */
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(S, 8, 1, true);

    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(S, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(S, 2, 1, true);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(S, 1, 1, true);

    private VectorSums() {}

    /** {@link PartialSums#fold}, to the same bits, on vectors; overwrites the partial sums. */
    static float fold(float[] partial) {
        for (int half = PartialSums.COUNT / 2; half > LANES; half /= 2) {
            for (int i = 0; i < half; i += LANES) {
                FloatVector.fromArray(S, partial, i)
                        .add(FloatVector.fromArray(S, partial, i + half))
                        .intoArray(partial, i);
            }
        }
        FloatVector sum = FloatVector.fromArray(S, partial, 0).add(FloatVector.fromArray(S, partial, LANES));
        sum = LANES > 8 ? sum.add(sum.rearrange(BY_8)) : sum;
        sum = LANES > 4 ? sum.add(sum.rearrange(BY_4)) : sum;
        sum = sum.add(sum.rearrange(BY_2));
        return sum.add(sum.rearrange(BY_1)).lane(0);
    }

    /** The largest score; a comparison and a choice are cheaper than the vector maximum with its NaN rules. */
    static float largest(float[] data, int at, int width) {
        FloatVector low = FloatVector.fromArray(S, data, at);
        FloatVector high = FloatVector.fromArray(S, data, at + LANES);
        for (int i = 2 * LANES; i < width; i += 2 * LANES) {
            FloatVector a = FloatVector.fromArray(S, data, at + i);
            FloatVector b = FloatVector.fromArray(S, data, at + i + LANES);
            VectorMask<Float> aLarger = a.compare(VectorOperators.GT, low);
            VectorMask<Float> bLarger = b.compare(VectorOperators.GT, high);
            low = low.blend(a, aLarger);
            high = high.blend(b, bLarger);
        }
        return low.max(high).reduceLanes(VectorOperators.MAX);
    }

    /** Replaces scores by exp(-(largest - score)) and leaves their 32 partial sums. */
    static void weights(float[] data, int at, int width, float largest, float[] partial) {
        for (int lane = 0; lane < PartialSums.COUNT; lane += 2 * LANES) {
            FloatVector low = FloatVector.zero(S);
            FloatVector high = FloatVector.zero(S);
            FloatVector top = FloatVector.broadcast(S, largest);
            for (int i = lane; i < width; i += PartialSums.COUNT) {
                FloatVector a = VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, data, at + i)));
                FloatVector b = VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, data, at + i + LANES)));
                low = low.add(a);
                high = high.add(b);
                a.intoArray(data, at + i);
                b.intoArray(data, at + i + LANES);
            }
            low.intoArray(partial, lane);
            high.intoArray(partial, lane + LANES);
        }
    }

    /** The partial sums of {@link #weights}, without replacing the scores. */
    static void sums(float[] data, int at, int width, float largest, float[] partial) {
        for (int lane = 0; lane < PartialSums.COUNT; lane += 2 * LANES) {
            FloatVector low = FloatVector.zero(S);
            FloatVector high = FloatVector.zero(S);
            FloatVector top = FloatVector.broadcast(S, largest);
            for (int i = lane; i < width; i += PartialSums.COUNT) {
                low = low.add(VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, data, at + i))));
                high = high.add(VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, data, at + i + LANES))));
            }
            low.intoArray(partial, lane);
            high.intoArray(partial, lane + LANES);
        }
    }

    /** {@link PartialSums#dot} of runs a whole number of vectors long. */
    static float dot(float[] a, int aAt, float[] b, int bAt, int length, float[] partial) {
        for (int lane = 0; lane < PartialSums.COUNT; lane += LANES) {
            FloatVector sum = FloatVector.zero(S);
            for (int i = lane; i < length; i += PartialSums.COUNT) {
                sum = FloatVector.fromArray(S, a, aAt + i).fma(FloatVector.fromArray(S, b, bAt + i), sum);
            }
            sum.intoArray(partial, lane);
        }
        return fold(partial);
    }
}
