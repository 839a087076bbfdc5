package dev.blueline.cli;

import dev.blueline.RunListener;
import dev.blueline.ablation.DataPlan;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Plan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Shows on the terminal how a study goes: stages, the plan, one progress bar, and what is saved when the user stops it.
 * Where there is no terminal the bar is a line every {@value #SECONDS_BETWEEN_LINES} seconds.
 */
final class RunDisplay implements RunListener, AutoCloseable {
    private static final long SECONDS_BETWEEN_LINES = 15;

    private final PrintStream out;
    private final Path folder;
    private final String command;
    private final Thread farewell = new Thread(this::sayFarewell);
    private final TrainingPace pace = new TrainingPace();
    private final long started = System.nanoTime();
    private final Heartbeat heartbeat;
    private volatile Optional<Bar> bar = Optional.empty();
    private volatile Optional<List<Plan.PlannedRun>> plan = Optional.empty();
    private volatile boolean stopped;
    private boolean allDone;

    /** @param command that goes on with the study once it was stopped */
    RunDisplay(PrintStream out, Path folder, String command) {
        this.out = out;
        this.folder = folder;
        this.command = command;
        this.heartbeat = new Heartbeat(out);
        Runtime.getRuntime().addShutdownHook(farewell);
    }

    @Override
    public synchronized void says(String line) {
        if (stopped) {
            return;
        }
        bar.ifPresent(Bar::pause);
        if (bar.isEmpty() || !Terminal.drawn()) {
            heartbeat.begin();
        }
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds(started), line);
    }

    @Override
    public synchronized void found(int done, int all) {
        allDone = done == all;
        if (allDone) {
            says("All " + all + " runs of this plan are done and its forecast is scored: see "
                    + folder.resolve("report.html") + ". More --budget climbs higher");
        } else if (done > 0) {
            says(done + " of " + all + " runs of this plan are done already");
        }
    }

    @Override
    public synchronized void planned(Plan plan, double flopsLeft) {
        heartbeat.rest();
        if (!allDone) {
            PlanTable.print(plan, out);
        }
        planned(plan.runs(), flopsLeft);
    }

    @Override
    public synchronized void planned(DataPlan plan, double flopsLeft) {
        heartbeat.rest();
        if (!allDone) {
            PlanTable.print(plan, out);
        }
        planned(plan.runs(), flopsLeft);
    }

    private void planned(List<Plan.PlannedRun> runs, double flopsLeft) {
        pace.planned(flopsLeft);
        plan = Optional.of(runs);
        bar = Optional.of(Bar.of(out, SECONDS_BETWEEN_LINES));
    }

    @Override
    public synchronized void registered(Forecast forecast) {
        if (allDone) {
            return; // long ago
        }
        says(String.format(
                Locale.ROOT,
                "Forecast registered before the run: %s will be %.4f, with 90%% between %.4f and %.4f",
                forecast.target(),
                forecast.predicted(),
                forecast.low(),
                forecast.high()));
    }

    @Override
    public void advanced(Advance advance) {
        while (stopped) {
            LockSupport.park(); // the process is ending: the processor is the farewell's
        }
        heartbeat.rest();
        pace.advanced(advance);
        show();
    }

    private synchronized void show() {
        if (stopped) {
            return;
        }
        bar.ifPresent(shown -> shown.show(
                pace.share(),
                pace.secondsLeft(),
                () -> pace.training().stream()
                        .map(training -> String.format(
                                Locale.ROOT,
                                "%s loss %.3f %.0fk tok/s",
                                training.rung().name(),
                                training.loss(),
                                training.tokensPerSecond() / 1000))
                        .collect(Collectors.joining(" | "))));
    }

    @Override
    public synchronized void finished(Run run) {
        pace.ended(run);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) * 1e-9;
    }

    private void sayFarewell() {
        stopped = true; // what still goes on until the process has ended says nothing
        heartbeat.rest();
        bar.ifPresent(Bar::pause);
        out.println("\n" + new Farewell(folder, plan, pace.training(), command).text());
        out.flush();
    }

    @Override
    public synchronized void close() {
        heartbeat.close();
        bar.ifPresent(Bar::close);
        bar = Optional.empty();
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException shuttingDown) {
            // the hook is running: the user stopped the program
        }
    }
}
