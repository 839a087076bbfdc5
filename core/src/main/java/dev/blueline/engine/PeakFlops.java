package dev.blueline.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What one core of this machine can do at most: a loop of fused multiply-adds that touches registers only. A share of
 * this peak compares engines across machines.
 */
public final class PeakFlops {
    private static final int ROUNDS = 100_000;
    private static final int CHAINS = 12;

    private PeakFlops() {}

    /**
     * FLOP/s of one core in single precision, the best of many rounds of about 0.2 ms within {@code seconds} (0.5 is
     * enough on a quiet machine). On a machine busy with other work it reads low; never high.
     */
    public static double measure(double seconds) {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        double flops = 2.0 * ROUNDS * CHAINS * (vectors ? Vectors.LANES : 1);
        double best = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        float sink = 0;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            sink += vectors ? Vectors.round(0.5f) : scalarRound(0.5f);
            best = Math.max(best, flops * 1e9 / Math.max(1, System.nanoTime() - start));
        }
        return Float.isNaN(sink) ? Double.NaN : best;
    }

    private static float scalarRound(float factor) {
        float[] chain = new float[CHAINS];
        for (int i = 0; i < ROUNDS; i++) {
            for (int c = 0; c < CHAINS; c++) {
                chain[c] = Math.fma(chain[c], factor, factor);
            }
        }
        return chain[0] + chain[CHAINS - 1];
    }

    /** In a class of its own, so that a JVM without the Vector API never loads it. */
    private static final class Vectors {
        private static final VectorSpecies<Float> S = Lanes.SPECIES;
        private static final int LANES = Lanes.COUNT;

        /** Twelve chains hide the latency of the operation, and with the factor fit into 16 registers. */
        static float round(float factor) {
            FloatVector f = FloatVector.broadcast(S, factor);
            FloatVector a = f;
            FloatVector b = f.add(1f);
            FloatVector c = f.add(2f);
            FloatVector d = f.add(3f);
            FloatVector e = f.add(4f);
            FloatVector g = f.add(5f);
            FloatVector h = f.add(6f);
            FloatVector j = f.add(7f);
            FloatVector k = f.add(8f);
            FloatVector l = f.add(9f);
            FloatVector m = f.add(10f);
            FloatVector n = f.add(11f);
            for (int i = 0; i < ROUNDS; i++) {
                a = a.fma(f, f);
                b = b.fma(f, f);
                c = c.fma(f, f);
                d = d.fma(f, f);
                e = e.fma(f, f);
                g = g.fma(f, f);
                h = h.fma(f, f);
                j = j.fma(f, f);
                k = k.fma(f, f);
                l = l.fma(f, f);
                m = m.fma(f, f);
                n = n.fma(f, f);
            }
            FloatVector sum = a.add(b)
                    .add(c)
                    .add(d)
                    .add(e)
                    .add(g)
                    .add(h)
                    .add(j)
                    .add(k)
                    .add(l)
                    .add(m)
                    .add(n);
            return sum.lane(0);
        }
    }
}
