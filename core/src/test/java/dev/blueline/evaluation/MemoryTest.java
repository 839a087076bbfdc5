package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void aLogisticCurveIsHalfWayAtItsHalf() {
        LogisticCurve curve = new LogisticCurve(0.2, 30, 1.5);
        assertThat(curve.at(30)).isCloseTo(0.6, within(1e-12));
        assertThat(curve.at(1e9)).isCloseTo(1, within(1e-6));
        assertThat(curve.at(1e-9)).isCloseTo(0.2, within(1e-6));
    }

    @Test
    void aFitFindsTheCurveThatMadeThePoints() {
        LogisticCurve truth = new LogisticCurve(0.1, 37, 1.3);
        double[] x = {2, 5, 11, 30, 70, 150, 400};
        double[] y = new double[x.length];
        double[] errors = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = truth.at(x[i]);
            errors[i] = 0.01 + 0.01 * (i % 3);
        }
        LogisticCurve fit = LogisticCurve.fit(x, y, errors, 0.1);
        assertThat(fit.half()).isCloseTo(37, Percentage.withPercentage(0.01));
        assertThat(fit.slope()).isCloseTo(1.3, Percentage.withPercentage(0.01));
    }

    /** Three seeds, two token counts; half-way at 20 statements for width 64, at 10,000 for width 32. */
    private static List<Ledger.Entry> entries(double unstated, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Ledger.Entry> entries = new ArrayList<>();
        double[] shifts = DoubleStream.generate(random::nextGaussian).limit(17).toArray();
        for (int width : new int[] {32, 64}) {
            LogisticCurve truth = new LogisticCurve(unstated, width == 64 ? 20 : 10_000, 1.2);
            for (int trunk = 1; trunk <= 3; trunk++) {
                for (double millions : new double[] {2, 8}) {
                    AskedRuns run = AskedRuns.run(width, millions, trunk);
                    for (int parts : new int[] {0, 1, 2, 4, 8, 16}) {
                        double statements = parts * millions;
                        double above = parts == 0 ? unstated : truth.at(statements);
                        double off = seed == 0 ? 0 : 0.02 * shifts[parts] + 0.01 * random.nextGaussian();
                        String slice = "knowledge/stated:" + parts;
                        run.asked(slice, 0.25 + 0.75 * above + off, 0.02, 0.25)
                                .with(Memory.STATEMENTS, slice, statements, 0);
                    }
                    entries.add(run.entry());
                }
            }
        }
        return entries;
    }

    @Test
    void halfWayIsFoundWhereItIsAndNotReachedWhereItIsNot() {
        Memory memory = Memory.of(entries(0.05, 0), 1).orElseThrow();
        assertThat(memory.most()).isEqualTo(128);
        Memory.Curve small = memory.curves().getFirst();
        Memory.Curve large = memory.curves().getLast();
        assertThat(small.reached()).isFalse();
        assertThat(large.reached()).isTrue();
        assertThat(large.points()).hasSize(30);
        assertThat(large.half().orElseThrow().count()).isCloseTo(20, Percentage.withPercentage(0.1));
        assertThat(large.curve().orElseThrow().slope()).isCloseTo(1.2, Percentage.withPercentage(0.1));
        assertThat(memory.unstated().orElseThrow().value()).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        int inside = 0;
        for (int i = 1; i <= 40; i++) {
            List<Ledger.Entry> large = entries(0, i).stream()
                    .filter(entry -> entry.run().width() == 64)
                    .toList();
            Memory.Half half =
                    Memory.of(large, i).orElseThrow().curves().getLast().half().orElseThrow();
            inside += half.low() <= 20 && 20 <= half.high() ? 1 : 0;
        }
        assertThat(inside).isGreaterThanOrEqualTo(30);
    }

    @Test
    void factsNeverStatedAreKeptApart() {
        Memory memory = Memory.of(entries(0.2, 0), 1).orElseThrow();
        assertThat(memory.unstated().orElseThrow().low()).isPositive();
        assertThat(memory.curves().getLast().points()).noneMatch(point -> point.parts() == 0);
        assertThat(memory.curves().getLast().curve().orElseThrow().floor()).isCloseTo(0.2, within(1e-9));
        assertThat(Memory.of(
                        List.of(AskedRuns.run(32, 1, 1)
                                .asked("knowledge", 0.3, 0.1, 0.25)
                                .entry()),
                        1))
                .isEmpty();
    }
}
