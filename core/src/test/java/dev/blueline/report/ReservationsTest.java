package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.scaling.Outlook;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationsTest {
    private static String of(double predicted, double low, double high, double noChange, double line) {
        return Reservations.of(
                predicted,
                new Outlook.Interval(low, high),
                2,
                List.of(
                        new ForecastResult.Naive("no change", noChange),
                        new ForecastResult.Naive("straight line", line)));
    }

    @Test
    void aNarrowIntervalAroundAForecastNearerThanTheNaiveOnesHasNone() {
        assertThat(of(2.02, 1.95, 2.09, 2.4, 1.9)).isEmpty();
    }

    @Test
    void aForecastInsideAWideIntervalIsNoSuccess() {
        // half-width .3 of a gain of .4; off by .22 where the straight line is off by .02
        assertThat(of(2.22, 1.92, 2.52, 2.4, 2.02))
                .isEqualTo(", but the interval is wide, 75% of the gain to either side, and the naive forecast"
                        + " \"straight line\" was nearer (+1.00%)");
    }
}
