package dev.blueline.engine;

import java.util.concurrent.atomic.DoubleAdder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How fast all threads together read memory: the sum of a large array of floats, each thread its next piece. What reads weights once for
 * every token can be as fast as this at most, unless some of them stay in the caches.
 */
public final class MemoryBandwidth implements AutoCloseable {
    /** An array that no cache holds. */
    public static final long BYTES = 1L << 30;

    private static final int PIECE = 1 << 18;

    private final float[] data;
    private final Workers workers;

    /**
     * Fills the array.
     *
     * @param bytes a multiple of 1 MiB
     */
    public MemoryBandwidth(int threads, long bytes) {
        data = new float[Math.toIntExact(bytes / (Float.BYTES * (long) PIECE)) * PIECE];
        for (int i = 0; i < data.length; i++) {
            data[i] = i % 7;
        }
        workers = new Workers(threads);
    }

    /** Bytes a second, over as many whole passes as {@code seconds} take. */
    public double measure(double seconds) {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        DoubleAdder sum = new DoubleAdder();
        double bytes = 0;
        long start = System.nanoTime();
        double spent;
        do {
            workers.run(
                    data.length / PIECE,
                    (worker, piece) ->
                            sum.add(vectors ? Vectors.sum(data, piece * PIECE) : scalarSum(data, piece * PIECE)));
            bytes += (double) Float.BYTES * data.length;
            spent = (System.nanoTime() - start) * 1e-9;
        } while (spent < seconds);
        return sum.sum() > 0 ? bytes / spent : Double.NaN;
    }

    private static float scalarSum(float[] data, int at) {
        float sum = 0;
        for (int i = at; i < at + PIECE; i++) {
            sum += data[i];
        }
        return sum;
    }

    /** In a class of its own, so that a JVM without the Vector API never loads it. */
    private static final class Vectors {
        private static final VectorSpecies<Float> S = Lanes.SPECIES;
        private static final int LANES = Lanes.COUNT;

        /** Four sums, so that none waits for itself. */
        static float sum(float[] data, int at) {
            FloatVector a = FloatVector.zero(S);
            FloatVector b = FloatVector.zero(S);
            FloatVector c = FloatVector.zero(S);
            FloatVector d = FloatVector.zero(S);
            for (int i = 0; i < PIECE; i += 4 * LANES) {
                a = a.add(FloatVector.fromArray(S, data, at + i));
                b = b.add(FloatVector.fromArray(S, data, at + i + LANES));
                c = c.add(FloatVector.fromArray(S, data, at + i + 2 * LANES));
                d = d.add(FloatVector.fromArray(S, data, at + i + 3 * LANES));
            }
            return a.add(b).add(c.add(d)).lane(0);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
