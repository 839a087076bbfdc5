package dev.blueline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.engine.Learners;
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
