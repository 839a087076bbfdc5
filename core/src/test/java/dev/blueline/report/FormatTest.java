package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FormatTest {
    @Test
    void writesPowersOfTenTheWayPapersDo() {
        assertThat(Format.power(1e12)).isEqualTo("10¹²");
        assertThat(Format.power(3.204e13)).isEqualTo("3.2×10¹³");
        assertThat(Format.power(-4.5e-7)).isEqualTo("-4.5×10⁻⁷");
        assertThat(Format.power(9.999e9)).isEqualTo("10¹⁰");
    }

    @Test
    void roundsToWhatCanBeRead() {
        assertThat(Format.significant(0.13149)).isEqualTo("0.131");
        assertThat(Format.shortCount(1_500_000)).isEqualTo("1.5M");
        assertThat(Format.bytes(47_600_000)).isEqualTo("47.6 MB");
        assertThat(Format.duration(Duration.ofSeconds(592))).isEqualTo("9 min 52 s");
        assertThat(Format.duration(Duration.ofMinutes(10))).isEqualTo("10 min");
        assertThat(Format.signedPercent(-0.0123)).isEqualTo("-1.2%");
    }

    @Test
    void showsADashForWhatIsNoNumber() {
        assertThat(Format.loss(new Loss(Double.NaN, Double.NaN))).isEqualTo("–");
        assertThat(Format.significant(Double.POSITIVE_INFINITY)).isEqualTo("–");
        assertThat(Format.seconds(Double.NaN)).isEqualTo("–");
    }
}
