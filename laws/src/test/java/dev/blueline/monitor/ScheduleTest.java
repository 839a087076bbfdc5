package dev.blueline.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void theForwardAreaOfALineDownIsThatOfATriangle() {
        Schedule linear = Schedule.linear(0, 0);
        for (double u : new double[] {.1, .5, .9, 1}) {
            assertThat(linear.forward(u)).isCloseTo(2 * u - u * u, within(1e-3));
        }
    }

    @Test
    void aConstantRateHasNoAnnealingToCome() {
        Schedule constant = Schedule.constant(.01);
        assertThat(constant.annealingLeft(.03).applyAsDouble(.5)).isZero();
        assertThat(constant.drop()).isZero();
        assertThat(constant.forward(.5)).isCloseTo(.495 / .995, within(1e-3));
    }

    @Test
    void wsdKeepsItsWholeGapUntilTheDecayAndLosesItThere() {
        DoubleUnaryOperator left = Schedule.wsd(.01, .8, 0).annealingLeft(.03);
        assertThat(left.applyAsDouble(.79)).isCloseTo(1, within(1e-9));
        assertThat(left.applyAsDouble(.9)).isBetween(.4, .8);
        assertThat(left.applyAsDouble(1)).isCloseTo(0, within(1e-9));
    }

    /** Equation of S2 in Tissue et al. 2024, summed as it stands, for a cosine of 2000 steps with lambda = exp(-1/60). */
    @Test
    void theAnnealingAreaIsThatOfThePaper() {
        Schedule cosine = Schedule.cosine(0, .1);
        int steps = 2000;
        double lambda = Math.exp(-1 / 60.0);
        double half = 0;
        double whole = 0;
        for (int i = 1; i <= steps; i++) {
            double sum = 0;
            for (int k = Math.max(1, i - 1500); k <= i; k++) {
                sum += (cosine.rate((k - 1) / 2000.0) - cosine.rate(k / 2000.0)) * Math.pow(lambda, i - k);
            }
            whole += sum;
            half += i <= steps / 2 ? sum : 0;
        }
        assertThat(cosine.annealingLeft(60 / 2000.0).applyAsDouble(.5)).isCloseTo(1 - half / whole, within(1e-3));
    }

    @Test
    void ratesOfALogMakeTheSameScheduleInAnyUnit() {
        Schedule cosine = Schedule.cosine(.02, .1);
        List<Schedule.Rate> rates = IntStream.rangeClosed(0, 500)
                .mapToObj(i -> new Schedule.Rate(i / 500.0, 3e-4 * cosine.rate(i / 500.0)))
                .toList();
        Schedule logged = Schedule.measured("logged", rates);
        for (double u : new double[] {.05, .3, .8}) {
            assertThat(logged.rate(u)).isCloseTo(cosine.rate(u), within(1e-3));
            assertThat(logged.forward(u)).isCloseTo(cosine.forward(u), within(1e-3));
        }
    }

    @Test
    void sharesOutsideTheRunAreRefused() {
        assertThatThrownBy(() -> Schedule.cosine(1.5, .1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("warm-up");
        assertThatThrownBy(() -> Schedule.cosine(.01, 2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> Schedule.wsd(.01, 1.2, 0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--decay-start");
    }
}
