package dev.blueline.cli;

import dev.blueline.logs.LogPoint;
import dev.blueline.logs.TrainingLog;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen of a log that is read again and again. A log that was rotated begins at a later step: the points before it are
 * kept. A log that begins anew, at its first step, replaces all.
 *
 * @param log everything known
 * @param restarted whether the log began anew with this reading
 */
record LogHistory(TrainingLog log, boolean restarted) {

    static LogHistory of(TrainingLog log) {
        return new LogHistory(log, false);
    }

    LogHistory then(TrainingLog newer) {
        long begins = newer.points().getFirst().step();
        List<LogPoint> kept =
                log.points().stream().filter(point -> point.step() < begins).toList();
        if (kept.isEmpty()) {
            boolean shorter =
                    newer.points().getLast().step() < log.points().getLast().step();
            return new LogHistory(newer, shorter);
        }
        List<LogPoint> all = new ArrayList<>(kept);
        all.addAll(newer.points());
        return new LogHistory(
                new TrainingLog(newer.name(), newer.metric(), all, newer.plannedSteps(), newer.config()), false);
    }
}
