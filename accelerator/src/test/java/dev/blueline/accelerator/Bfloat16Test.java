package dev.blueline.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Bfloat16Test {

    @Test
    void tiesGoToTheEvenNeighbour() {
        float step = 0x1p-7f; // between 1 and 2
        assertThat(Bfloat16.round(1 + step / 2)).isEqualTo(1);
        assertThat(Bfloat16.round(1 + step * 3 / 2)).isEqualTo(1 + 2 * step);
        assertThat(Bfloat16.round(Math.nextUp(1 + step / 2))).isEqualTo(1 + step);
        assertThat(Bfloat16.round(-1 - step / 2)).isEqualTo(-1);
    }

    @Test
    void theEndsOfTheRangeAreThoseOfTheProcessor() {
        assertThat(Bfloat16.round(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Bfloat16.round(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Bfloat16.round(Float.NaN)).isNaN();
        assertThat(Bfloat16.round(Float.MIN_NORMAL)).isEqualTo(Float.MIN_NORMAL);
        assertThat(Bfloat16.round(-Math.nextDown(Float.MIN_NORMAL))).isEqualTo(-0f);
        assertThat(Bfloat16.add(0, 0x1p-100f, 0x1p-100f, 0, 0)).isZero();
    }

    @Test
    void theOddProductIsAddedFirst() {
        // 2^24 + 1 is lost to rounding; 1 + 1 first would survive.
        assertThat(Bfloat16.add(1, 0x1p24f, 1, 1, 1)).isEqualTo(0x1p24f + 2);
        assertThat(Bfloat16.add(1, 1, 1, 0x1p24f, 1)).isEqualTo(0x1p24f);
    }

    @Property(tries = 300)
    void noBfloat16LiesNearer(@ForAll float x) {
        float rounded = Bfloat16.round(x);
        int bits = Float.floatToRawIntBits(rounded);
        assertThat(bits & 0xffff).isZero();
        float above = Float.intBitsToFloat(bits + 0x10000);
        float below = Float.intBitsToFloat(bits - 0x10000);
        double error = Math.abs((double) rounded - x);
        if (Math.abs(x) >= Float.MIN_NORMAL && Float.isFinite(rounded) && Float.isFinite(above)) {
            assertThat(error).isLessThanOrEqualTo(Math.abs((double) above - x));
            assertThat(error).isLessThanOrEqualTo(Math.abs((double) below - x));
        }
    }
}
