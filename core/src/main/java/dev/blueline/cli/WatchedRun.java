package dev.blueline.cli;

import dev.blueline.logs.TrainingLog;
import dev.blueline.monitor.Point;
import dev.blueline.monitor.Progress;
import dev.blueline.monitor.Watch;
import dev.blueline.monitor.Watcher;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A run as the command sees it.
 *
 * @param log as read last
 * @param lawMetric what the law was fitted to
 * @param end where it is to end
 * @param tokens planned, if known
 * @param schedule of the learning rate
 * @param progress from steps to shares
 * @param lossFactor for the log's losses
 * @param watcher that judges
 * @param learnt whether the way down was learnt from an earlier run
 * @param warnings in sentences
 */
record WatchedRun(
        TrainingLog log,
        String lawMetric,
        Target end,
        OptionalDouble tokens,
        ScheduleOptions.Chosen schedule,
        Progress progress,
        double lossFactor,
        Watcher watcher,
        boolean learnt,
        List<String> warnings) {
    /** A deviation in log loss from which another unit is more likely than another run. */
    private static final double OTHER_UNIT = 0.3;

    /** The same run with a newer log. */
    WatchedRun with(TrainingLog newer) {
        return new WatchedRun(newer, lawMetric, end, tokens, schedule, progress, lossFactor, watcher, learnt, warnings);
    }

    /** The points of the log in the law's unit. */
    List<Point> points() {
        return progress.of(log).stream()
                .map(point -> new Point(point.step(), point.share(), point.loss() * lossFactor))
                .toList();
    }

    Watch look() {
        return watcher.look(points());
    }

    /** Share of the run that is done. */
    double done() {
        return points().getLast().share();
    }

    /** The warnings of the plan, and those that the losses give. */
    List<String> warnings(Watch watch) {
        List<String> all = new ArrayList<>(warnings);
        watch.rows().stream()
                .filter(row -> !row.early())
                .findFirst()
                .filter(row -> Math.abs(row.deviation()) > OTHER_UNIT)
                .ifPresent(row -> all.add(String.format(
                        Locale.ROOT,
                        "The loss, %.4g, is far from what was expected, %.4g: is %s in the log in the unit of the law's %s? See --metric and --loss-factor.",
                        row.loss(),
                        row.expected(),
                        log.metric(),
                        lawMetric)));
        if (done() > 1.02) {
            all.add(String.format(
                    Locale.ROOT,
                    "The log goes on to %.0f%% of the planned tokens; what comes after the plan's end is not judged.",
                    100 * done()));
        }
        return all;
    }
}
