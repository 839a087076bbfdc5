package dev.blueline.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The expected numbers are those of CPython 3.11: {@code random.Random(1234).sample(range(7), 3)} and so on. */
class PythonRandomTest {
    @Test
    void samplesArePythons() {
        PythonRandom random = new PythonRandom(1234);
        assertThat(random.sample(7, 3)).containsExactly(6, 3, 0);
        assertThat(random.sample(7473, 5)).containsExactly(61, 742, 7462, 6610, 4769);
        assertThat(random.sample(100, 8)).containsExactly(4, 85, 88, 10, 12, 98, 45, 30);
        assertThat(random.sample(1000, 30))
                .containsExactly(
                        17, 31, 807, 16, 354, 663, 638, 495, 630, 474, 152, 93, 187, 730, 117, 865, 14, 515, 498, 901,
                        988, 255, 66, 683, 554, 934, 477, 70, 615, 691);
    }

    @Test
    void seedsBeyondThirtyTwoBitsArePythonsToo() {
        assertThat(new PythonRandom((1L << 40) + 5).sample(50, 4)).containsExactly(32, 33, 17, 42);
    }
}
