package dev.blueline.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.scaling.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    /** A fast version of {@code blueline verdict --calibrate}; docs/verdicts.md has the full one. */
    @Test
    void fewConfidentVerdictsOnLinesOfUnknownKindAreWrong() {
        Calibration.Settings settings = new Calibration.Settings(6, 77, 10, OptionalDouble.empty(), 2);
        AtomicInteger told = new AtomicInteger();
        Calibration calibration = Calibration.run(settings, List.of(), done -> told.incrementAndGet());
        assertThat(told.get()).isEqualTo(Calibration.lines(settings, List.of()));
        List<Tally> foreseeable = new ArrayList<>();
        for (Truth truth : Truth.values()) {
            if (truth.place() != Truth.Place.BEYOND) {
                foreseeable.add(calibration.simulated().get(truth.ordinal()));
            }
        }
        Tally all = Calibration.sum("all", foreseeable);
        assertThat(all.blue()).isGreaterThan(10);
        assertThat(all.red()).isGreaterThan(5);
        assertThat(all.wrong()).isLessThanOrEqualTo(all.confident() * 15 / 100);
    }

    @Test
    void theSameSeedGivesTheSameTableOnAnyNumberOfThreads() {
        Calibration.Settings one = new Calibration.Settings(1, 3, 4, OptionalDouble.of(.03), 1);
        Calibration.Settings two = new Calibration.Settings(1, 3, 4, OptionalDouble.of(.03), 2);
        assertThat(Calibration.run(one, List.of(), done -> {})).isEqualTo(Calibration.run(two, List.of(), done -> {}));
    }

    @Test
    void theTrueGainOfAPowerLawIsItsExponent() {
        Line line = new Simulation(10, OptionalDouble.empty()).draw(Truth.FLAT, 1);
        assertThat(line.gain()).isZero();
        assertThat(line.improves()).isFalse();
        assertThat(line.points()).hasSizeBetween(5, 12);
        assertThat(line.points().getLast().x() / line.points().getFirst().x()).isBetween(10.0, 1000.0);
    }

    @Test
    void measuredLinesAreCutAndTheirTruthIsTheMeasuredGain() {
        List<MeasuredRun> runs = new ArrayList<>();
        for (int k = 0; k < 12; k++) {
            double d = 1e9 * Math.pow(2, k);
            runs.add(new MeasuredRun(1e8, d, 2.5 * Math.pow(d / 1e9, -.05)));
            runs.add(new MeasuredRun(1.02e8, d * 1.01, 2.5 * Math.pow(d / 1e9, -.05)));
        }
        List<Line> lines = MeasuredLines.of(runs);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.kind()).isEqualTo("along tokens at fixed size");
            assertThat(line.gain()).isCloseTo(.05 * Math.log(line.criterion().horizon()), Offset.offset(1e-6));
            Judge.Point last = line.points().getLast();
            assertThat(last.x() * line.criterion().horizon()).isLessThanOrEqualTo(1e9 * 2100);
        });
        // 5 to 11 positions seen with a point at 2x, 5 to 10 at 4x, 5 to 8 at 10x; four thresholds each
        assertThat(lines).hasSize(4 * (7 + 6 + 4));
    }

    @Test
    void theIntervalOfAShareIsWilsons() {
        Share none = Share.of(0, 10);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(.2775, Offset.offset(1e-4));
        Share half = Share.of(15, 148); // Newcombe 1998, table I, method 3: .0624 to .1605
        assertThat(half.low()).isCloseTo(.0624, Offset.offset(1e-4));
        assertThat(half.high()).isCloseTo(.1605, Offset.offset(1e-4));
    }
}
