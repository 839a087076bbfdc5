package dev.blueline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkTest {

    @Test
    void everyFigureIsANumberBetweenItsLowestAndItsHighestAndIsHeardAtOnce() {
        List<Figure> heard = new ArrayList<>();
        EnumSet<Benchmark.Part> parts = EnumSet.of(Benchmark.Part.PRODUCTS);
        List<Figure> figures = new Benchmark(parts, List.of(Learners.JAVA), 0.01, heard::addAll).run();
        assertThat(heard).isEqualTo(figures);
        assertThat(figures).hasSize(5 * 3 + 1);
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.value()).isBetween(figure.low(), figure.high());
            assertThat(figure.low()).isNotNegative();
        });
    }

    @Test
    void decodingIsComparedWithTheMemoryThatItReads() {
        ModelShape tiny = new ModelShape(300, 64, 2, 64, 2, 1, 32, 96, false, true, 10_000, 1e-5);
        List<Figure> figures = BandwidthBenchmark.measure(tiny, 1, 0.05, 1 << 22);
        assertThat(figures).hasSize(3 * 4);
        // 300 rows of 64 numbers and the matrices of two blocks, in 4, 2 and 34/32 bytes
        double weights = 300 * 64 + 2 * (64 * 64 * 2 + 64 * 32 * 2 + 3 * 64 * 96);
        assertThat(figures.get(1).value()).isCloseTo(4e-6 * weights, within(1e-9));
        assertThat(figures.get(5).value()).isCloseTo(2e-6 * weights, within(1e-9));
        assertThat(figures.get(9).value()).isCloseTo(34e-6 / 32 * weights, within(1e-9));
        for (int share : new int[] {3, 7, 11}) {
            assertThat(figures.get(share).unit()).isEqualTo("of bandwidth");
            assertThat(figures.get(share).low()).isPositive();
        }
    }

    @Test
    void learnersAreComparedOnTheSameStep() {
        List<Figure> figures =
                StepBenchmark.measure(Shapes.ladder(32, 1, 300), List.of(Learners.JAVA, Learners.JAVA), 0.1);
        assertThat(figures)
                .extracting(Figure::unit)
                .containsExactly("of peak", "tokens/s", "of peak", "tokens/s", "times");
        double ratio = figures.get(1).value() / figures.get(3).value();
        assertThat(figures.getLast().value()).isEqualTo(ratio);
    }
}
