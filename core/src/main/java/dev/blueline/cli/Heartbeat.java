package dev.blueline.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says every few seconds that a stage without a progress bar is still under way, so that nobody takes it for dead. */
final class Heartbeat implements AutoCloseable {
    private static final int SECONDS = 4;

    private final PrintStream out;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());
    private boolean silent;
    private long since;

    Heartbeat(PrintStream out) {
        this.out = out;
        clock.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
    }

    /** A stage begins that shows nothing of itself. */
    synchronized void begin() {
        silent = true;
        since = System.nanoTime();
    }

    /** Something else shows that the work goes on. */
    synchronized void rest() {
        silent = false;
    }

    private synchronized void beat() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
        if (silent && seconds > 0 && seconds % SECONDS == 0) {
            out.printf(Locale.ROOT, "          still at it, %d s%n", seconds);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
