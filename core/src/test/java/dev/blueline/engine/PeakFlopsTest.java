package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakFlopsTest {

    @Test
    void aCoreDoesBetweenOneAndOneThousandGigaflops() {
        assertThat(PeakFlops.measure(0.5)).isBetween(1e9, 1e12);
    }

    @Test
    void aProductDoesNotBeatThePeak() {
        MatrixKernels kernels = Kernels.fastest().matrix();
        Sample sample = new Sample(1);
        Rows x = sample.rows(64, 64);
        Panels b = sample.panels(64, 64);
        Rows y = Rows.of(64, 64);
        double best = 0;
        for (int i = 0; i < 3000; i++) {
            long start = System.nanoTime();
            kernels.multiply(x, b, y, 64, false);
            best = Math.max(best, 2e9 * 64 * 64 * 64 / (System.nanoTime() - start));
        }
        assertThat(best).isLessThan(1.2 * PeakFlops.measure(0.7));
    }
}
