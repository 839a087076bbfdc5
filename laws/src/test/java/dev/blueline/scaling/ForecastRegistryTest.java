package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastRegistryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path folder;

    private ForecastRegistry registry() {
        return new ForecastRegistry(folder, InstantSource.fixed(NOW));
    }

    private static Forecast forecast(String id) {
        return new Forecast(
                id,
                "128x3 at 9.8M tokens",
                new Target(655e3, 9.8e6, 4.43e13),
                1.8,
                1.75,
                1.85,
                List.of(1.75, 1.76, 1.78, 1.8, 1.82, 1.84, 1.85),
                Map.of("KAPLAN", 1.0),
                Map.of("KAPLAN", 1.79),
                new Forecast.NaiveForecasts(2.2, 1.7),
                "d",
                "l",
                Instant.EPOCH);
    }

    @Test
    void aForecastIsStampedScoredAndReadBack() throws IOException {
        Forecast registered = registry().register(forecast("top"));
        assertThat(registered.registeredAt()).isEqualTo(NOW);
        String line = Files.readString(folder.resolve("forecasts.jsonl"));
        ForecastScore score = registry().score("top", NOW.plusSeconds(1), 1.7);
        assertThat(score.relativeError()).isCloseTo(1.8 / 1.7 - 1, Offset.offset(1e-12));
        assertThat(score.errorShareOfGain()).isCloseTo(.1 / .5, Offset.offset(1e-12));
        assertThat(score.inside()).isFalse();
        assertThat(score.noChangeError()).isCloseTo(2.2 / 1.7 - 1, Offset.offset(1e-12));
        assertThat(score.straightLineError()).isCloseTo(0, Offset.offset(1e-12));
        assertThat(registry().forecasts()).containsExactly(registered);
        assertThat(registry().scores()).containsExactly(score);
        assertThat(registry().scored().get(registered)).contains(score);
        assertThat(Files.readString(folder.resolve("forecasts.jsonl"))).startsWith(line);
    }

    @Test
    void aForecastRegisteredAfterTheStartIsNotScored() {
        registry().register(forecast("late"));
        assertThatThrownBy(() -> registry().score("late", NOW.minusSeconds(1), 1.8))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("after its run started");
        assertThat(registry().scores()).isEmpty();
    }

    @Test
    void theOrderOfTheLinesCountsWhereTheClockWasSetBackAfterTheForecast() {
        registry().register(forecast("top"));
        Instant setBack = NOW.minusSeconds(86_400);
        new ForecastRegistry(folder, InstantSource.fixed(setBack)).start("top");
        new ForecastRegistry(folder, InstantSource.fixed(NOW.plusSeconds(5))).start("top"); // taken up again
        ForecastScore score = registry().score("top", setBack, 1.7);
        assertThat(score.startedAt()).isEqualTo(setBack);
        assertThat(registry().scores()).containsExactly(score);
    }

    @Test
    void aRunThatWasNotForecastCannotBeSaidToStart() {
        assertThatThrownBy(() -> registry().start("top")).isInstanceOf(BadInput.class);
        assertThat(registry().forecasts()).isEmpty();
    }

    @Test
    void anIdIsRegisteredAndScoredOnce() {
        registry().register(forecast("top"));
        assertThatThrownBy(() -> registry().register(forecast("top"))).isInstanceOf(BadInput.class);
        registry().score("top", NOW, 1.8);
        assertThatThrownBy(() -> registry().score("top", NOW, 1.7)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> registry().score("other", NOW, 1.7)).hasMessageContaining("no forecast 'other'");
    }
}
