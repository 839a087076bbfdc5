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
        return fold(FloatVector.fromArray(S, partial, 0).add(FloatVector.fromArray(S, partial, LANES)));
    }

    /** {@link #fold} of partial sums of which the 16 with even numbers lie before the 16 with odd ones. */
    static float foldPaired(float[] partial) {
        return fold16(partial, 0) + fold16(partial, PartialSums.COUNT / 2);
    }

    private static float fold16(float[] partial, int at) {
        FloatVector sum = FloatVector.fromArray(S, partial, at);
        if (LANES == 8) {
            sum = sum.add(FloatVector.fromArray(S, partial, at + 8));
        } else if (LANES == 4) {
            sum = sum.add(FloatVector.fromArray(S, partial, at + 8))
                    .add(FloatVector.fromArray(S, partial, at + 4).add(FloatVector.fromArray(S, partial, at + 12)));
        }
        return fold(sum);
    }

    /** The last halvings, inside one vector. */
    private static float fold(FloatVector halved) {
        FloatVector sum = halved;
        sum = LANES > 8 ? sum.add(sum.rearrange(BY_8)) : sum;
        sum = LANES > 4 ? sum.add(sum.rearrange(BY_4)) : sum;
        sum = sum.add(sum.rearrange(BY_2));
        return sum.add(sum.rearrange(BY_1)).lane(0);
    }

    /**
     * The largest of each row; a comparison and a choice are cheaper than the vector maximum with its NaN rules.
     *
     * @param width a whole number of panels
     */
    static void largest(float[] data, int at, int stride, int rows, int width, float[] largest, int largestAt) {
        for (int row = 0; row < rows; row++) {
            largest[largestAt + row] = largest(data, at + row * stride, width);
        }
    }

    /** The largest of the first numbers, a whole number of vectors. */
    static float largest(float[] data, int length) {
        FloatVector largest = FloatVector.fromArray(S, data, 0);
        for (int i = LANES; i < length; i += LANES) {
            FloatVector next = FloatVector.fromArray(S, data, i);
            largest = largest.blend(next, next.compare(VectorOperators.GT, largest));
        }
        return largest.reduceLanes(VectorOperators.MAX);
    }

    /** Written out: with the choice in a method of its own, the JIT boxed the loop's vectors, four times as slow. */
    private static float largest(float[] data, int at, int width) {
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

    /** Replaces the scores of each row by exp(-(largest - score)) and gives their sums. */
    static void weights(
            float[] data,
            int at,
            int stride,
            int rows,
            int width,
            float[] largest,
            int largestAt,
            float[] sums,
            int sumsAt,
            float[] partial) {
        for (int row = 0; row < rows; row++) {
            FloatVector top = FloatVector.broadcast(S, largest[largestAt + row]);
            for (int lane = 0; lane < PartialSums.COUNT; lane += 2 * LANES) {
                FloatVector low = FloatVector.zero(S);
                FloatVector high = FloatVector.zero(S);
                int end = at + row * stride + width;
                for (int i = at + row * stride + lane; i < end; i += PartialSums.COUNT) {
                    FloatVector a = VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, data, i)));
                    FloatVector b = VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, data, i + LANES)));
                    low = low.add(a);
                    high = high.add(b);
                    a.intoArray(data, i);
                    b.intoArray(data, i + LANES);
                }
                low.intoArray(partial, lane);
                high.intoArray(partial, lane + LANES);
            }
            sums[sumsAt + row] = fold(partial);
        }
    }

    /** The sums of {@link #weights}, without replacing the scores. */
    static void sums(
            float[] data,
            int at,
            int stride,
            int rows,
            int width,
            float[] largest,
            int largestAt,
            float[] sums,
            int sumsAt,
            float[] partial) {
        for (int row = 0; row < rows; row++) {
            FloatVector top = FloatVector.broadcast(S, largest[largestAt + row]);
            for (int lane = 0; lane < PartialSums.COUNT; lane += 2 * LANES) {
                FloatVector low = FloatVector.zero(S);
                FloatVector high = FloatVector.zero(S);
                int end = at + row * stride + width;
                for (int i = at + row * stride + lane; i < end; i += PartialSums.COUNT) {
                    low = low.add(VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, data, i))));
                    high = high.add(VectorExponential.ofMinus(top.sub(FloatVector.fromArray(S, data, i + LANES))));
                }
                low.intoArray(partial, lane);
                high.intoArray(partial, lane + LANES);
            }
            sums[sumsAt + row] = fold(partial);
        }
    }

    /** {@link PartialSums#dot} of runs a whole number of vectors long. */
    static float dot(float[] a, int aAt, float[] b, int bAt, int length, float[] partial) {
        if (2 * LANES == PartialSums.COUNT) {
            FloatVector low = FloatVector.zero(S);
            FloatVector high = FloatVector.zero(S);
            int i = 0;
            for (; i + LANES < length; i += 2 * LANES) {
                low = FloatVector.fromArray(S, a, aAt + i).fma(FloatVector.fromArray(S, b, bAt + i), low);
                high = FloatVector.fromArray(S, a, aAt + i + LANES)
                        .fma(FloatVector.fromArray(S, b, bAt + i + LANES), high);
            }
            if (i < length) {
                low = FloatVector.fromArray(S, a, aAt + i).fma(FloatVector.fromArray(S, b, bAt + i), low);
            }
            return fold(low.add(high));
        }
        for (int lane = 0; lane < PartialSums.COUNT; lane += LANES) {
            FloatVector sum = FloatVector.zero(S);
            for (int i = lane; i < length; i += PartialSums.COUNT) {
                sum = FloatVector.fromArray(S, a, aAt + i).fma(FloatVector.fromArray(S, b, bAt + i), sum);
            }
            sum.intoArray(partial, lane);
        }
        return fold(partial);
    }

    /** As {@link #dot}, of a with b times c. */
    static float dot(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length, float[] partial) {
        if (2 * LANES == PartialSums.COUNT) {
            FloatVector low = FloatVector.zero(S);
            FloatVector high = FloatVector.zero(S);
            int i = 0;
            for (; i + LANES < length; i += 2 * LANES) {
                FloatVector first = FloatVector.fromArray(S, b, bAt + i).mul(FloatVector.fromArray(S, c, cAt + i));
                low = first.fma(FloatVector.fromArray(S, a, aAt + i), low);
                FloatVector second =
                        FloatVector.fromArray(S, b, bAt + i + LANES).mul(FloatVector.fromArray(S, c, cAt + i + LANES));
                high = second.fma(FloatVector.fromArray(S, a, aAt + i + LANES), high);
            }
            if (i < length) {
                FloatVector last = FloatVector.fromArray(S, b, bAt + i).mul(FloatVector.fromArray(S, c, cAt + i));
                low = last.fma(FloatVector.fromArray(S, a, aAt + i), low);
            }
            return fold(low.add(high));
        }
        for (int lane = 0; lane < PartialSums.COUNT; lane += LANES) {
            FloatVector sum = FloatVector.zero(S);
            for (int i = lane; i < length; i += PartialSums.COUNT) {
                FloatVector product = FloatVector.fromArray(S, b, bAt + i).mul(FloatVector.fromArray(S, c, cAt + i));
                sum = product.fma(FloatVector.fromArray(S, a, aAt + i), sum);
            }
            sum.intoArray(partial, lane);
        }
        return fold(partial);
    }
}
