package dev.blueline.cli;

import dev.blueline.thought.Measured;
import dev.blueline.thought.ThoughtExperiment;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows how a study of thought goes, with a line for every model measured. */
record ThoughtDisplay(WorkDisplay work) implements ThoughtExperiment.Listener, AutoCloseable {

    /** @param command that goes on once it was stopped */
    ThoughtDisplay(PrintStream out, Path folder, String command) {
        this(new WorkDisplay(out, "Teaching", "What was taught", folder, command));
    }

    @Override
    public void says(String line) {
        work.says(line);
    }

    @Override
    public void advanced(double share, double flopsPerSecond) {
        work.advanced(share, perSecond -> words(flopsPerSecond));
    }

    @Override
    public void measured(Measured measured) {
        says(words(measured));
    }

    static String words(double flopsPerSecond) {
        return String.format(Locale.ROOT, "%.1f GFLOP/s", flopsPerSecond * 1e-9);
    }

    static String words(Measured measured) {
        return String.format(
                Locale.ROOT,
                "%s %s %s seed %d, %.2g FLOP: right by level %s",
                measured.task(),
                measured.style().word(),
                measured.size(),
                measured.seed(),
                measured.flops(),
                measured.levels().stream()
                        .map(level -> String.format(Locale.ROOT, "%.2f", level.share()))
                        .collect(Collectors.joining(" ")));
    }

    @Override
    public void close() {
        work.close();
    }
}
