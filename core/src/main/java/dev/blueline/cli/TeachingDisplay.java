package dev.blueline.cli;

import dev.blueline.reasoning.TaskTraining;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Shows how training on tasks goes. */
record TeachingDisplay(WorkDisplay work) implements TaskTraining.Listener, AutoCloseable {

    /** @param command that goes on once it was stopped */
    TeachingDisplay(PrintStream out, Path folder, String command) {
        this(new WorkDisplay(out, "Training", "What was trained", folder, command));
    }

    @Override
    public void says(String line) {
        work.says(line);
    }

    @Override
    public void advanced(long step, long steps, double loss, long tokens) {
        double share = (double) step / steps;
        work.advanced(
                share,
                perSecond ->
                        String.format(Locale.ROOT, "loss %.3f %.0fk tok/s", loss, perSecond * tokens / share / 1000));
    }

    @Override
    public void close() {
        work.close();
    }
}
