package dev.blueline.cli;

import dev.blueline.pretraining.ContinuedTraining;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Shows how continued training goes. */
record ContinuedDisplay(WorkDisplay work) implements ContinuedTraining.Listener, AutoCloseable {

    /** @param command that goes on once it was stopped */
    ContinuedDisplay(PrintStream out, Path folder, String command) {
        this(new WorkDisplay(out, "Training", "What was trained", folder, command));
    }

    @Override
    public void says(String line) {
        work.says(line);
    }

    @Override
    public void advanced(long step, long steps, long tokens, double loss) {
        work.advanced(
                (double) step / steps,
                perSecond ->
                        String.format(Locale.ROOT, "loss %.3f %.1fk tok/s", loss, perSecond * steps * tokens / 1000));
    }

    @Override
    public void close() {
        work.close();
    }
}
