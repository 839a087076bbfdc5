package dev.blueline.monitor;

import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * How often the watch is wrong and how soon it is right, on simulated runs with a known truth: the tables of docs/watching.md.
 * Argument: runs per line on the law's line (default 130); two fifths as many off it.
 */
final class WatchStudy {
    static final List<Schedule> SCHEDULES = List.of(
            Schedule.cosine(.01, .1), Schedule.linear(.02, 0), Schedule.wsd(.01, .8, 0), Schedule.constant(.01));

    private WatchStudy() {}

    /**
     * What came of many runs.
     *
     * @param better runs ever called better
     * @param worse runs ever called worse
     * @param at median share of the run at the first alarm
     * @param early shares of runs with an alarm by a quarter, half, three quarters of the run
     */
    record Tally(int runs, int better, int worse, double at, double[] early) {
        double alarms() {
            return (better + worse) / (double) runs;
        }
    }

    interface Truth {
        DoubleUnaryOperator of(PlannedRun run, SplittableRandom random);
    }

    static Tally tally(
            Mixture[] laws, Truth truth, PlannedRun run, SimulatedRun.Way way, double off, boolean like, int runs) {
        Schedule schedule = run.schedule();
        int better = 0;
        int worse = 0;
        List<Double> alarms = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            SplittableRandom random = new SplittableRandom(7919L * i
                    + 31 * Math.round(1000 * off)
                    + 1009L * way.ordinal()
                    + schedule.name().hashCode()
                    + Math.round(run.end().compute() / 1e18));
            int points = new int[] {100, 300, 1000, 3000}[random.nextInt(4)];
            double correlation = new double[] {0, .5, .9}[random.nextInt(3)];
            SimulatedRun.Kind kind =
                    new SimulatedRun.Kind(schedule, way, off, points, random.nextDouble(.003, .03), correlation);
            Watcher watcher = new Watcher(LawLine.of(laws[i % laws.length]), run, Assumptions.STANDARD);
            long world = random.nextLong();
            if (like) {
                // the same world (gap, memory, slope) at another height, with other noise
                List<Point> earlier = SimulatedRun.log(
                        kind, truth.of(run, new SplittableRandom(world + 1)), new SplittableRandom(world));
                watcher = watcher.like(
                        run,
                        earlier.stream()
                                .map(p -> new Point(p.step(), p.share(), p.loss() * Math.exp(-off)))
                                .toList());
            }
            List<Point> log = SimulatedRun.log(kind, truth.of(run, random), new SplittableRandom(world));
            Watch watch = watcher.look(log);
            if (watch.alarm().isPresent()) {
                alarms.add(watch.alarm().get().step() / (10.0 * points));
                State first = watch.alarm().get().state();
                better += first == State.BETTER ? 1 : 0;
                worse += first == State.WORSE ? 1 : 0;
            }
        }
        double[] at = alarms.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double[] early = Arrays.stream(new double[] {.25, .5, .75, .9})
                .map(share -> Arrays.stream(at).filter(a -> a <= share).count() / (double) runs)
                .toArray();
        return new Tally(runs, better, worse, at.length == 0 ? Double.NaN : Robust.median(at), early);
    }

    public static void main(String[] arguments) {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 130;
        Mixture[] one = {SimulatedRun.ladder(1, 40)};
        System.out.println(
                "truth    end   sd    way      like off   schedule  alarms better worse  at    by25%  by50%  by75%  by90%");
        for (Target end : List.of(SimulatedRun.FAR, SimulatedRun.NEAR)) {
            for (boolean like : new boolean[] {false, true}) {
                for (SimulatedRun.Way way : SimulatedRun.Way.values()) {
                    for (double off : new double[] {0, .03, .05, -.03}) {
                        if (off == 0 || way == SimulatedRun.Way.ASSUMED) {
                            row(
                                    "draws",
                                    one,
                                    (r, random) -> SimulatedRun.drawn(one[0], r, random),
                                    end,
                                    way,
                                    off,
                                    like,
                                    runs);
                        }
                    }
                }
            }
        }
        Mixture[] many = new Mixture[20];
        Arrays.setAll(many, i -> SimulatedRun.ladder(100 + i, 40));
        for (SimulatedRun.Way way : SimulatedRun.Way.values()) {
            row("ladders", many, SimulatedRun::exact, SimulatedRun.FAR, way, 0, false, runs);
        }
    }

    private static void row(
            String name,
            Mixture[] laws,
            Truth truth,
            Target end,
            SimulatedRun.Way way,
            double off,
            boolean like,
            int runs) {
        for (Schedule schedule : SCHEDULES) {
            PlannedRun run = new PlannedRun(end, schedule);
            double sd = Expectation.of(LawLine.of(laws[0]), run, Assumptions.STANDARD, Optional.empty())
                    .sd(0);
            int some = off != 0 ? runs * 2 / 5 : runs;
            Tally t = tally(laws, truth, run, way, off, like, some);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %-5s %.1f%%  %-8s %-4s %+3.0f%%   %-8s %6.1f%% %5d %5d  %4.2f  %5.2f  %5.2f  %5.2f  %5.2f%n",
                    name,
                    end == SimulatedRun.FAR ? "far" : "near",
                    100 * sd,
                    way.name().toLowerCase(Locale.ROOT),
                    like ? "yes" : "no",
                    100 * off,
                    schedule.name(),
                    100 * t.alarms(),
                    t.better(),
                    t.worse(),
                    t.at(),
                    t.early()[0],
                    t.early()[1],
                    t.early()[2],
                    t.early()[3]);
        }
    }
}
