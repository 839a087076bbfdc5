package dev.blueline.cli;

import dev.blueline.trials.TrialListener;
import java.io.PrintStream;
import java.nio.file.Path;

/** Shows how a study of reasoning goes. */
record TrialDisplay(WorkDisplay work) implements TrialListener, AutoCloseable {

    /** @param command that goes on once it was stopped */
    TrialDisplay(PrintStream out, Path folder, String command) {
        this(new WorkDisplay(out, "Reasoning", "What was learned", folder, command));
    }

    @Override
    public void says(String line) {
        work.says(line);
    }

    @Override
    public void advanced(double share, String detail) {
        work.advanced(share, perSecond -> detail);
    }

    @Override
    public void close() {
        work.close();
    }
}
