package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class LogAxisTest {
    @Test
    void losesNoLabelWhereARangeHoldsNoPowerOfTen() {
        assertThat(LogAxis.ticks(1.15, 2.45, 4)).containsExactly(1.2, 1.4, 1.6, 1.8, 2);
        assertThat(LogAxis.ticks(1.71, 1.76, 4)).containsExactly(1.71, 1.72, 1.73, 1.74, 1.75, 1.76);
        assertThat(LogAxis.ticks(9e11, 6e13, 3)).containsExactly(1e12, 3e12, 1e13, 3e13);
    }

    @Property
    void labelsAnyRangeInsideItsEnds(
            @ForAll @DoubleRange(min = 0.2, max = 20) double low,
            @ForAll @Scale(4) @DoubleRange(min = 1.002, max = 1000) double ratio) {
        double[] ticks = LogAxis.ticks(low, low * ratio, 4);
        assertThat(ticks.length).isBetween(4, 14);
        assertThat(ticks).isSorted().doesNotHaveDuplicates();
        assertThat(DoubleStream.of(ticks).allMatch(tick -> tick >= low * 0.999999 && tick <= low * ratio * 1.000001))
                .isTrue();
    }

    @Test
    void standsWithOneValueOrNone() {
        assertThat(LogAxis.loss(DoubleStream.of(1.5)).ticks()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(LogAxis.loss(DoubleStream.of(Double.NaN, -1)).ticks()).isNotEmpty();
    }
}
