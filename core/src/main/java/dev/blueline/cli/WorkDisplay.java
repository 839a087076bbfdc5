package dev.blueline.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Shows how long work goes: lines with their time, a bar with the time left at the speed since the start, and how to go on once stopped. */
final class WorkDisplay implements AutoCloseable {
    private static final long SECONDS_BETWEEN_LINES = 15;

    private final PrintStream out;
    private final String title;
    private final String goodbye;
    private final long started = System.nanoTime();
    private final Thread farewell = new Thread(this::sayFarewell);
    private Optional<Bar> bar = Optional.empty();
    private double firstShare = Double.POSITIVE_INFINITY;
    private long firstAt;
    private volatile boolean stopped;

    /** What stands behind the bar. */
    @FunctionalInterface
    interface Detail {
        /** @param perSecond share of the work done in a second, since the start of this session; not a number at first */
        String words(double perSecond);
    }

    /**
     * @param title what is being done, in a word
     * @param done what was done so far, as in "What was trained"
     * @param folder where it is
     * @param command that goes on once it was stopped
     */
    WorkDisplay(PrintStream out, String title, String done, Path folder, String command) {
        this.out = out;
        this.title = title;
        this.goodbye =
                "\nStopped. " + done + " up to the last checkpoint is in " + folder + ".\nGo on with: " + command;
        Runtime.getRuntime().addShutdownHook(farewell);
    }

    synchronized void says(String line) {
        if (!stopped) {
            bar.ifPresent(Bar::pause);
            out.printf(Locale.ROOT, "[%5.1f s] %s%n", (System.nanoTime() - started) * 1e-9, line);
        }
    }

    synchronized void advanced(double share, Detail detail) {
        if (stopped) {
            return;
        }
        long now = System.nanoTime();
        if (share < firstShare) { // begun, taken up again, or gone back at a lower rate
            firstShare = share;
            firstAt = now;
        }
        Bar shown = bar.orElseGet(() -> Bar.of(out, SECONDS_BETWEEN_LINES, title));
        bar = Optional.of(shown);
        double perSecond = share > firstShare ? (share - firstShare) / ((now - firstAt) * 1e-9) : Double.NaN;
        shown.show(Math.min(1, share), Math.max(0, 1 - share) / perSecond, () -> detail.words(perSecond));
    }

    private void sayFarewell() {
        stopped = true;
        out.println(goodbye);
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
