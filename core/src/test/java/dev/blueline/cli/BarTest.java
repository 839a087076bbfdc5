package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarTest {
    @Test
    void aWideTerminalShowsAll() {
        assertThat(Bar.Drawn.line("Ladder", 0.5, "1 min 00 s left | 64x2 loss 2.1", 100))
                .isEqualTo("Ladder  50% [" + "=".repeat(13) + " ".repeat(12) + "] 1 min 00 s left | 64x2 loss 2.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 59, 60, 80, 200})
    void noLineIsAsWideAsItsTerminal(int width) {
        String line = Bar.Drawn.line("Ladder", 1, "1 min 00 s left | 64x2 loss 2.123 90k tok/s | 96x2 loss 2.0", width);
        assertThat(line.length()).isLessThan(width);
        assertThat("Ladder 100% ").startsWith(line.substring(0, Math.min(12, line.length())));
    }
}
