package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.logs.LogPoint;
import dev.blueline.logs.TrainingLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogHistoryTest {
    @Test
    void aLogThatGrowsIsTakenAsItIs() {
        LogHistory history = LogHistory.of(log(1, 10)).then(log(1, 15));
        assertThat(steps(history)).containsExactlyElementsOf(steps(LogHistory.of(log(1, 15))));
        assertThat(history.restarted()).isFalse();
    }

    @Test
    void pointsBeforeARotationAreKept() {
        LogHistory history = LogHistory.of(log(1, 10)).then(log(8, 15));
        assertThat(steps(history)).containsExactlyElementsOf(steps(LogHistory.of(log(1, 15))));
        assertThat(history.restarted()).isFalse();
    }

    @Test
    void aLogThatBeginsAnewReplacesAll() {
        LogHistory history = LogHistory.of(log(1, 10)).then(log(1, 3));
        assertThat(steps(history)).containsExactly(1L, 2L, 3L);
        assertThat(history.restarted()).isTrue();
    }

    private static List<Long> steps(LogHistory history) {
        return history.log().points().stream().map(LogPoint::step).toList();
    }

    private static TrainingLog log(long first, long last) {
        List<LogPoint> points = LongStream.rangeClosed(first, last)
                .mapToObj(
                        step -> new LogPoint(step, OptionalDouble.empty(), 3, OptionalDouble.empty(), Optional.empty()))
                .toList();
        return new TrainingLog("run", "loss", points, OptionalLong.empty(), Map.of());
    }
}
