package dev.blueline.cli;

import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.ReinforcementLearning;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Shows how reinforcement learning goes: a bar with the time left, a line for every measurement, and how to go on once stopped. */
final class ReasoningDisplay implements ReinforcementLearning.Listener, AutoCloseable {
    private static final long SECONDS_BETWEEN_LINES = 15;

    private final PrintStream out;
    private final Path folder;
    private final String command;
    private final long started = System.nanoTime();
    private final Thread farewell = new Thread(this::sayFarewell);
    private Optional<Bar> bar = Optional.empty();
    private double firstShare = -1;
    private long firstAt;
    private volatile boolean stopped;

    /** @param command that goes on once it was stopped */
    ReasoningDisplay(PrintStream out, Path folder, String command) {
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
    public synchronized void stepped(double share, ReasoningRecord.Stepped step) {
        if (stopped) {
            return;
        }
        long now = System.nanoTime();
        if (firstShare < 0) {
            firstShare = share;
            firstAt = now;
        }
        Bar shown = bar.orElseGet(() -> Bar.of(out, SECONDS_BETWEEN_LINES, "Reasoning"));
        bar = Optional.of(shown);
        double left = share > firstShare ? (1 - share) * (now - firstAt) * 1e-9 / (share - firstShare) : Double.NaN;
        shown.show(
                Math.min(1, share),
                left,
                () -> String.format(
                        Locale.ROOT,
                        "step %d right %.2f tokens %.0f entropy %.2f",
                        step.step() + 1,
                        step.figures().passRate(),
                        step.figures().length(),
                        step.figures().entropy()));
    }

    @Override
    public synchronized void examined(ReasoningRecord.Examined examined) {
        says(String.format(
                Locale.ROOT,
                "After %d steps, %.2g FLOP: %.3f ± %.3f right at once, %.3f in %d, %.0f tokens",
                examined.step(),
                examined.spent().flops(),
                examined.all().pass1(),
                examined.all().pass1Error(),
                examined.all().passMany(),
                examined.all().many(),
                examined.all().tokens()));
    }

    private void sayFarewell() {
        stopped = true;
        out.println(
                "\nStopped. What was learned up to the last checkpoint is in " + folder + ".\nGo on with: " + command);
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
