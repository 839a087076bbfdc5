package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakFlopsTest {

    @Test
    void aCoreDoesBetweenOneAndOneThousandGigaflops() {
        assertThat(PeakFlops.measure(1.5)).isBetween(1e9, 1e12);
    }
}
