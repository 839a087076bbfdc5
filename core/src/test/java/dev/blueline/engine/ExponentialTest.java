package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class ExponentialTest {

    @Test
    void theRelativeErrorStaysWithinThreeUnitsInTheLastPlaceWhereItMatters() {
        double worst = 0;
        double worstOfSmall = 0;
        for (float d = 0; d < 87; d += 0.00037f) {
            double exact = Math.exp(-(double) d);
            double error = Math.abs(Exponential.ofMinus(d) - exact) / exact;
            worst = d < 40 ? Math.max(worst, error) : worst;
            worstOfSmall = Math.max(worstOfSmall, error);
        }
        assertThat(worst).isLessThan(2e-7);
        assertThat(worstOfSmall).isLessThan(4e-7);
    }

    @Test
    void theEndsAreExact() {
        assertThat(Exponential.ofMinus(0f)).isEqualTo(1f);
        assertThat(Exponential.ofMinus(90f)).isEqualTo(0f);
        assertThat(Exponential.ofMinus(Float.MAX_VALUE)).isEqualTo(0f);
        assertThat(Exponential.ofMinus(Float.POSITIVE_INFINITY)).isEqualTo(0f);
    }

    @Test
    void vectorsGiveTheSameBits() {
        float[] out = new float[Lanes.COUNT];
        for (float d = 0; d < 110; d += 0.0037f) {
            VectorExponential.ofMinus(FloatVector.broadcast(Lanes.SPECIES, d)).intoArray(out, 0);
            assertThat(out[0]).isEqualTo(Exponential.ofMinus(d));
        }
    }
}
