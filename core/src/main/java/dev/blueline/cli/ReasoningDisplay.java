package dev.blueline.cli;

import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.ReinforcementLearning;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Shows how reinforcement learning goes, with a line for every measurement. */
record ReasoningDisplay(WorkDisplay work) implements ReinforcementLearning.Listener, AutoCloseable {

    /** @param command that goes on once it was stopped */
    ReasoningDisplay(PrintStream out, Path folder, String command) {
        this(new WorkDisplay(out, "Reasoning", "What was learned", folder, command));
    }

    @Override
    public void says(String line) {
        work.says(line);
    }

    @Override
    public void stepped(double share, ReasoningRecord.Stepped step) {
        work.advanced(
                share,
                perSecond -> String.format(
                        Locale.ROOT,
                        "step %d right %.2f tokens %.0f entropy %.2f",
                        step.step() + 1,
                        step.figures().passRate(),
                        step.figures().length(),
                        step.figures().entropy()));
    }

    @Override
    public void examined(ReasoningRecord.Examined examined) {
        says(String.format(
                Locale.ROOT,
                "After %d steps, %.2g FLOP: %s",
                examined.step(),
                examined.spent().flops(),
                examined.all().inWords()));
    }

    @Override
    public void close() {
        work.close();
    }
}
