package dev.blueline.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** This machine's vectors: 4, 8 or 16 floats, so that a panel holds a whole number of pairs of them. */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = species();

    /** Floats of a vector. */
    static final int COUNT = SPECIES.length();

    /** Whether there are 32 vector registers (AVX-512, Arm) instead of 16 (AVX2, SSE). */
    static final boolean MANY_REGISTERS =
            COUNT == 16 || System.getProperty("os.arch", "").startsWith("aarch64");

    private Lanes() {}

    private static VectorSpecies<Float> species() {
        int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        if (bits >= 512) {
            return FloatVector.SPECIES_512;
        }
        return bits >= 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
    }
}
