package dev.blueline.cli;

import dev.blueline.RunListener;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Plan;
import dev.blueline.study.Rung;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Collectors;

/**
 * Shows on the terminal how a study goes: stages, the plan, one progress bar, and what is saved when the user stops it.
 * Where there is no terminal the bar is a line every {@value #SECONDS_BETWEEN_LINES} seconds.
 */
final class RunDisplay implements RunListener, AutoCloseable {
    private static final long SECONDS_BETWEEN_LINES = 15;

    private final PrintStream out;
    private final Path folder;
    private final Thread farewell = new Thread(this::sayFarewell);
    private final DoubleAdder flopsDone = new DoubleAdder();
    private final Map<Long, Worker> workers = new ConcurrentSkipListMap<>();
    private final long started = System.nanoTime();
    private Optional<Bar> bar = Optional.empty();
    private double flops = 1;
    private long plannedAt;
    private boolean claimed;

    /** What one worker is at. */
    private record Worker(Rung rung, double loss, double tokensPerSecond, long since, long tokens) {}

    RunDisplay(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(farewell);
    }

    @Override
    public synchronized void says(String line) {
        bar.ifPresent(Bar::pause);
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds(started), line);
    }

    @Override
    public synchronized void planned(Plan plan, double flopsLeft) {
        PlanTable.print(plan, out);
        flops = Math.max(1, flopsLeft);
        plannedAt = System.nanoTime();
        claimed = true;
        bar = Optional.of(Bar.of(out, SECONDS_BETWEEN_LINES));
    }

    @Override
    public synchronized void registered(Forecast forecast) {
        says(String.format(
                Locale.ROOT,
                "Forecast registered before the run: %s will be %.4f, with 90%% between %.4f and %.4f",
                forecast.target(),
                forecast.predicted(),
                forecast.low(),
                forecast.high()));
    }

    @Override
    public void advanced(Rung rung, double flopsJustDone, long tokens, double loss) {
        flopsDone.add(flopsJustDone);
        long id = Thread.currentThread().threadId();
        long now = System.nanoTime();
        workers.compute(id, (thread, before) -> {
            if (before == null || !before.rung().equals(rung)) {
                return new Worker(rung, loss, 0, now, 0);
            }
            long seen = before.tokens() + tokens;
            return new Worker(rung, loss, seen / Math.max(1e-3, seconds(before.since())), before.since(), seen);
        });
        show();
    }

    private synchronized void show() {
        bar.ifPresent(shown -> {
            double share = Math.min(1, flopsDone.sum() / flops);
            double spent = seconds(plannedAt);
            double left = share > 0.01 ? spent / share - spent : Double.NaN;
            shown.show(
                    share,
                    left,
                    () -> workers.values().stream()
                            .map(worker -> String.format(
                                    Locale.ROOT,
                                    "%s loss %.3f %.0fk tok/s",
                                    worker.rung().name(),
                                    worker.loss(),
                                    worker.tokensPerSecond() / 1000))
                            .collect(Collectors.joining(" | ")));
        });
    }

    @Override
    public synchronized void finished(Run run) {
        workers.values()
                .removeIf(worker ->
                        worker.rung().name().equals(run.rung()) && worker.rung().seed() == run.seed());
        if (run.status() != Run.Status.FINISHED) {
            says(run.rung() + " seed " + run.seed() + ": " + run.status().name().toLowerCase(Locale.ROOT)
                    + (run.note().isEmpty() ? "" : ", " + run.note()));
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) * 1e-9;
    }

    private void sayFarewell() {
        out.println();
        out.println(
                claimed
                        ? "Stopped. Finished runs and the latest checkpoints are in " + folder
                                + "; the same command goes on from there."
                        : "Stopped before anything was written.");
    }

    @Override
    public synchronized void close() {
        bar.ifPresent(Bar::close);
        bar = Optional.empty();
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException shuttingDown) {
            // the hook is running: the user stopped the program
        }
    }
}
