package dev.blueline.cli;

import dev.blueline.pretraining.ContinuedTraining;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Shows how continued training goes: stages, a bar with the time left at the speed since the start, and how to go on once stopped. */
final class ContinuedDisplay implements ContinuedTraining.Listener, AutoCloseable {
    private static final long SECONDS_BETWEEN_LINES = 15;

    private final PrintStream out;
    private final Path folder;
    private final String command;
    private final long started = System.nanoTime();
    private final Thread farewell = new Thread(this::sayFarewell);
    private Optional<Bar> bar = Optional.empty();
    private long firstStep = -1;
    private long firstAt;
    private volatile boolean stopped;

    /** @param command that goes on once it was stopped */
    ContinuedDisplay(PrintStream out, Path folder, String command) {
        this.out = out;
        this.folder = folder;
        this.command = command;
        Runtime.getRuntime().addShutdownHook(farewell);
    }

    @Override
    public synchronized void says(String line) {
        if (stopped) {
            return;
        }
        bar.ifPresent(Bar::pause);
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", (System.nanoTime() - started) * 1e-9, line);
    }

    @Override
    public synchronized void advanced(long step, long steps, long tokens, double loss) {
        if (stopped) {
            return;
        }
        long now = System.nanoTime();
        if (firstStep < 0 || step < firstStep) { // begun, taken up again, or gone back at a lower rate
            firstStep = step;
            firstAt = now;
        }
        Bar shown = bar.orElseGet(() -> Bar.of(out, SECONDS_BETWEEN_LINES, "Training"));
        bar = Optional.of(shown);
        double perSecond = (step - firstStep) / ((now - firstAt) * 1e-9);
        double left = step > firstStep ? (steps - step) / perSecond : Double.NaN;
        shown.show(
                (double) step / steps,
                left,
                () -> String.format(Locale.ROOT, "loss %.3f %.1fk tok/s", loss, perSecond * tokens / 1000));
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
