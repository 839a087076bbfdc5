package dev.blueline.monitor;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds a run under way against its forecast. It keeps nothing between looks: the same points give the same answer, so it
 * does not matter when one starts to watch.
 *
 * <pre>{@code
 * var run = new PlannedRun(new Target(7e9, 2e12, 8.4e22), Schedule.cosine(0.01, 0.1));
 * var watcher = new Watcher(LawLine.of(SavedLaw.read(file).mixture()), run, Assumptions.STANDARD);
 * Watch watch = watcher.look(points);
 * }</pre>
 */
public final class Watcher {
    private static final int ROWS = 20;

    private final LawLine line;
    private final PlannedRun run;
    private final Assumptions assumed;
    private final Optional<EarlierRun> earlier;

    /** A run with nothing but a law. */
    public Watcher(LawLine line, PlannedRun run, Assumptions assumed) {
        this(line, run, judgingAfterWarmup(run, assumed), Optional.empty());
    }

    private Watcher(LawLine line, PlannedRun run, Assumptions assumed, Optional<EarlierRun> earlier) {
        this.line = line;
        this.run = run;
        this.assumed = assumed;
        this.earlier = earlier;
    }

    /** Nothing is judged until the rate has been at its peak for as long as it took to get there. */
    private static Assumptions judgingAfterWarmup(PlannedRun run, Assumptions assumed) {
        double from =
                Math.max(assumed.judgeFrom(), Math.min(0.5, 2 * run.schedule().warmup()));
        return assumed.judging(from, assumed.falseAlarms());
    }

    /**
     * The same with an earlier run of the same schedule to learn the way down from.
     *
     * @param planned the earlier run: its size and tokens may be others
     * @throws BadInput if it holds too few points
     */
    public Watcher like(PlannedRun planned, List<Point> points) {
        EarlierRun like = EarlierRun.of(LawLine.of(line.mixture()), planned, points, assumed);
        if (like.shares().length < 5 || like.shares()[like.shares().length - 1] < 0.9) {
            throw new BadInput("the earlier run has not finished, or has too few losses after "
                    + Math.round(100 * assumed.judgeFrom()) + "% of its tokens: the way down cannot be learnt from it");
        }
        return new Watcher(line, run, assumed, Optional.of(like));
    }

    /** Share of the run from which it is judged. */
    public double judgeFrom() {
        return assumed.judgeFrom();
    }

    /** What is expected before the run at a share of its way. */
    public EndForecast expected(double share) {
        return expected(new double[] {share}).getFirst();
    }

    /** What is expected before the run at shares of its way. */
    public List<EndForecast> expected(double... shares) {
        Expectation expectation = Expectation.of(line, run, assumed, earlier, shares);
        List<EndForecast> forecasts = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            forecasts.add(EndForecast.of(expectation.mean()[i], expectation.sd(i)));
        }
        return forecasts;
    }

    /**
     * Where the run stands.
     *
     * @param points by ascending step
     */
    public Watch look(List<Point> points) {
        List<Block> blocks = Block.of(points, assumed);
        Expectation expected = Expectation.of(
                line,
                run,
                assumed,
                earlier,
                blocks.stream().mapToDouble(Block::share).toArray());
        List<Boundary.Look> looks = Boundary.looks(expected, blocks, assumed);
        double middle = expected.mean()[expected.end()];
        double sd = expected.sd(expected.end());
        EndForecast before = EndForecast.of(middle, sd);
        Boundary.Look last = looks.isEmpty() ? new Boundary.Look(middle, sd, 0, State.NOT_YET) : looks.getLast();
        EndForecast now = EndForecast.of(last.logLoss(), last.sd());
        List<Notice> notices = Notices.of(points);
        double far = Boundary.distance(expected, assumed);
        return new Watch(
                last.state(),
                alarm(blocks, looks),
                Advice.of(last.state(), before, now, notices),
                before,
                now,
                new Watch.Interval(Math.exp(middle - far), Math.exp(middle + far)),
                last.information(),
                rows(points, blocks, looks, before),
                notices);
    }

    private static Optional<Watch.Alarm> alarm(List<Block> blocks, List<Boundary.Look> looks) {
        for (int i = 0; i < looks.size(); i++) {
            if (looks.get(i).state() == State.BETTER || looks.get(i).state() == State.WORSE) {
                return Optional.of(
                        new Watch.Alarm(blocks.get(i).step(), looks.get(i).state()));
            }
        }
        return Optional.empty();
    }

    /** Checkpoints evenly spaced in the logarithm of progress, of a hundredth of the run at least up to the latest point. */
    private List<Watch.Row> rows(
            List<Point> points, List<Block> blocks, List<Boundary.Look> looks, EndForecast before) {
        List<Point> usable = points.stream()
                .filter(point -> point.usable() && point.share() > 0)
                .toList();
        if (usable.isEmpty()) {
            return List.of();
        }
        double first = Math.max(usable.getFirst().share(), 0.01);
        double last = usable.getLast().share();
        double step = last > first ? Math.pow(last / first, 1.0 / (ROWS - 1)) : 1;
        List<Window> windows = new ArrayList<>();
        double from = 0;
        for (int i = 0; i < ROWS; i++) {
            double to = i == ROWS - 1 ? last : first * Math.pow(step, i);
            double after = Math.max(from, to - Math.max(0.02, to * 0.05));
            List<Point> inside = usable.stream()
                    .filter(point -> point.share() > after && point.share() <= to * (1 + 1e-12))
                    .toList();
            if (!inside.isEmpty()) {
                windows.add(Window.of(inside));
            }
            from = to;
        }
        Expectation expected = Expectation.of(
                line,
                run,
                assumed,
                earlier,
                windows.stream().mapToDouble(Window::share).toArray());
        List<Watch.Row> rows = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            rows.add(row(windows.get(i), expected.mean()[i], expected.sd(i), blocks, looks, before));
        }
        return rows;
    }

    /** Points around a checkpoint. */
    private record Window(long step, double share, double logLoss) {
        static Window of(List<Point> inside) {
            return new Window(
                    inside.getLast().step(),
                    inside.stream().mapToDouble(Point::share).average().orElse(0),
                    inside.stream()
                            .mapToDouble(point -> Math.log(point.loss()))
                            .average()
                            .orElse(0));
        }
    }

    private Watch.Row row(
            Window window, double mean, double sd, List<Block> blocks, List<Boundary.Look> looks, EndForecast before) {
        EndForecast there = EndForecast.of(mean, Math.hypot(sd, assumed.wander()));
        EndForecast end = before;
        State state = State.NOT_YET;
        for (int b = 0; b < blocks.size() && blocks.get(b).step() <= window.step(); b++) {
            end = EndForecast.of(looks.get(b).logLoss(), looks.get(b).sd());
            state = looks.get(b).state();
        }
        return new Watch.Row(
                window.step(),
                window.share(),
                Math.exp(window.logLoss()),
                there.median(),
                new Watch.Interval(there.low(), there.high()),
                window.logLoss() - mean,
                end,
                state,
                window.share() <= assumed.judgeFrom());
    }
}
