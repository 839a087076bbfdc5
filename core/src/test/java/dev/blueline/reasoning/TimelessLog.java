package dev.blueline.reasoning;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a run's log says apart from the clock's word: the same for two runs that did the same. */
final class TimelessLog {
    private TimelessLog() {}

    static List<ReasoningRecord> of(Path run) {
        ReasoningLog log = new ReasoningLog(run);
        return Stream.<ReasoningRecord>concat(log.steps().stream(), log.examinations().stream())
                .map(TimelessLog::of)
                .toList();
    }

    private static ReasoningRecord of(ReasoningRecord line) {
        return switch (line) {
            case ReasoningRecord.Stepped s ->
                new ReasoningRecord.Stepped(
                        s.step(), figures(s.figures()), s.shares(), s.passRates(), spent(s.spent()), 0);
            case ReasoningRecord.Examined e ->
                new ReasoningRecord.Examined(e.step(), e.all(), e.levels(), spent(e.spent()), e.examining(), 0, 0);
        };
    }

    private static Spent spent(Spent s) {
        return new Spent(s.rollout(), s.update(), s.verifierSteps(), 0);
    }

    private static StepFigures figures(StepFigures f) {
        return new StepFigures(
                f.reward(),
                f.passRate(),
                f.passAny(),
                f.length(),
                f.cut(),
                f.broken(),
                f.entropy(),
                f.signal(),
                f.clipShare(),
                f.divergence(),
                f.gradientNorm(),
                f.tokens(),
                0,
                0,
                0);
    }
}
