package dev.blueline.cli;

import dev.blueline.reasoning.TaskTraining;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Shows how training on tasks goes: stages, a bar with the time left at the speed since the start, and how to go on once stopped. */
final class TeachingDisplay implements TaskTraining.Listener, AutoCloseable {
    private static final long SECONDS_BETWEEN_LINES = 15;

    private final PrintStream out;
    private final Path folder;
    private final String command;
    private final long started = System.nanoTime();
    private final Thread farewell = new Thread(this::sayFarewell);
    private Optional<Bar> bar = Optional.empty();
    private long firstStep = -1;
    private long firstTokens;
    private long firstAt;
    private volatile boolean stopped;

    /** @param command that goes on once it was stopped */
    TeachingDisplay(PrintStream out, Path folder, String command) {
        this.out = out;
        this.folder = folder;
        this.command = command;
        Runtime.getRuntime().addShutdownHook(farewell);
    }

    @Override
    public synchronized void says(String line) {
        if (!stopped) {
            bar.ifPresent(Bar::pause);
            out.printf(Locale.ROOT, "[%5.1f s] %s%n", (System.nanoTime() - started) * 1e-9, line);
        }
    }

    @Override
    public synchronized void advanced(long step, long steps, double loss, long tokens) {
        if (stopped) {
            return;
        }
        long now = System.nanoTime();
        if (firstStep < 0) {
            firstStep = step;
            firstTokens = tokens;
            firstAt = now;
        }
        Bar shown = bar.orElseGet(() -> Bar.of(out, SECONDS_BETWEEN_LINES, "Training"));
        bar = Optional.of(shown);
        double seconds = (now - firstAt) * 1e-9;
        double left = step > firstStep ? (steps - step) * seconds / (step - firstStep) : Double.NaN;
        shown.show(
                (double) step / steps,
                left,
                () -> String.format(
                        Locale.ROOT, "loss %.3f %.0fk tok/s", loss, (tokens - firstTokens) / seconds / 1000));
    }

    private void sayFarewell() {
        stopped = true;
        out.println(
                "\nStopped. What was trained up to the last checkpoint is in " + folder + ".\nGo on with: " + command);
        out.flush();
    }

    @Override
    public synchronized void close() {
        bar.ifPresent(Bar::close);
        bar = Optional.empty();
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException shuttingDown) {
            // the user stopped the program, and the hook says so
        }
    }
}
