package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PassRatesTest {
    private static PassRates.Counted counted(int right, int drawn) {
        return new PassRates.Counted("t", 1, right, drawn, 0, 10, 0);
    }

    /** Of all choices of k from the drawn responses, the share that holds a right one. */
    private static double byCounting(int right, int drawn, int k) {
        int all = 0;
        int with = 0;
        for (int set = 0; set < 1 << drawn; set++) {
            if (Integer.bitCount(set) == k) {
                all++;
                with += (set & ((1 << right) - 1)) != 0 ? 1 : 0;
            }
        }
        return (double) with / all;
    }

    @Test
    void passAtKIsTheShareOfChoicesThatHoldARightResponse() {
        for (int right = 0; right <= 6; right++) {
            for (int k = 1; k <= 6; k++) {
                assertThat(counted(right, 6).pass(k)).isCloseTo(byCounting(right, 6, k), within(1e-12));
            }
        }
    }

    /** The second breaks the verifier four times, the third twice, and one of its scored ones was cut. */
    @Test
    void aProblemOfWhichNothingIsKnownHasNoRateButItsLengthAndItsCuts() {
        PassRates rates = new PassRates(List.of(
                counted(4, 4),
                new PassRates.Counted("t", 1, 0, 0, 4, 40, 0),
                new PassRates.Counted("t", 1, 0, 2, 2, 10, 1)));
        assertThat(rates.pass(1).value()).isEqualTo(0.5);
        assertThat(rates.tokens()).isEqualTo(20);
        assertThat(rates.cut()).isCloseTo((0 + 0 + 1 / 4.0) / 3, within(1e-12));
    }

    @Test
    void theStandardErrorIsOverProblems() {
        PassRates rates = new PassRates(List.of(counted(4, 4), counted(0, 4), counted(4, 4), counted(0, 4)));
        assertThat(rates.pass(1).value()).isEqualTo(0.5);
        assertThat(rates.pass(1).standardError()).isCloseTo(Math.sqrt(1 / 3.0 / 4), within(1e-12));
    }
}
