package dev.blueline.engine;

import static dev.blueline.engine.Exponential.C1;
import static dev.blueline.engine.Exponential.C2;
import static dev.blueline.engine.Exponential.C3;
import static dev.blueline.engine.Exponential.C4;
import static dev.blueline.engine.Exponential.C5;
import static dev.blueline.engine.Exponential.C6;
import static dev.blueline.engine.Exponential.LARGEST_BITS;
import static dev.blueline.engine.Exponential.LN2;
import static dev.blueline.engine.Exponential.LOG2_E;
import static dev.blueline.engine.Exponential.ROUND;
import static dev.blueline.engine.Exponential.ROUND_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Exponential}, a vector at a time, to the same bits. */
final class VectorExponential {
    private VectorExponential() {}

    /** exp(-d). The JIT must inline this: callers hold it in a loop that gets hot before anything else calls it. */
    static FloatVector ofMinus(FloatVector d) {
        FloatVector bounded = d.reinterpretAsInts().min(LARGEST_BITS).reinterpretAsFloats();
        FloatVector rounded =
                bounded.fma(FloatVector.broadcast(Lanes.SPECIES, -LOG2_E), FloatVector.broadcast(Lanes.SPECIES, ROUND));
        FloatVector n = rounded.sub(ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(Lanes.SPECIES, LN2), bounded);
        FloatVector p = r.fma(FloatVector.broadcast(Lanes.SPECIES, C6), FloatVector.broadcast(Lanes.SPECIES, C5));
        p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, C4));
        p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, C3));
        p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, C2));
        p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, C1));
        p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, 1f));
        IntVector power = rounded.reinterpretAsInts().max(ROUND_BITS).lanewise(VectorOperators.LSHL, 23);
        return p.mul(power.reinterpretAsFloats());
    }
}
