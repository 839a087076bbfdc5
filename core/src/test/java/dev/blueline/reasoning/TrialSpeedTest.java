package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrialSpeedTest {
    /** Speeds 1, 1, 2 while warming up, then 10, 12, 9 and one of 50 by chance. */
    @Test
    void theSpeedIsTheMedianOfTheLaterHalf() {
        TrialSpeed speed = new TrialSpeed();
        for (double each : new double[] {1, 1, 2, 10, 12, 50, 9}) {
            speed.add(3 * each, 3);
        }
        assertThat(speed.perSecond()).isEqualTo(11);
        speed.add(10, 1);
        speed.add(10, 1);
        assertThat(speed.perSecond()).isEqualTo(10);
    }

    @Test
    void oneTrialIsEnough() {
        TrialSpeed speed = new TrialSpeed();
        speed.add(8, 2);
        assertThat(speed.perSecond()).isEqualTo(4);
    }
}
