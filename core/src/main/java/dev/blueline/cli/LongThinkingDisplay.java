package dev.blueline.cli;

import dev.blueline.testtime.Improvement;
import dev.blueline.testtime.ThinkingListener;
import dev.blueline.testtime.ThinkingState;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Shows how long thinking goes: attempts, answers, the best score, the time left. */
final class LongThinkingDisplay implements ThinkingListener, AutoCloseable {
    private final WorkDisplay work;
    private final double seconds;
    private int told = -1;

    /**
     * @param seconds to think for
     * @param command that goes on once it was stopped
     */
    LongThinkingDisplay(PrintStream out, double seconds, Path folder, String command) {
        this.work = new WorkDisplay(out, "Thinking", "What was thought", folder, command);
        this.seconds = seconds;
    }

    @Override
    public void says(String line) {
        work.says(line);
    }

    @Override
    public void advanced(ThinkingState state) {
        int improvements = state.trail().size();
        if (told >= 0 && improvements > told) {
            Improvement best = state.trail().getLast();
            work.says(
                    "score " + LongThinkingOutput.score(best.score()) + ": " + LongThinkingOutput.shown(best.answer()));
        }
        told = improvements;
        work.advanced(
                state.spent().seconds() / seconds,
                perSecond -> String.format(
                        Locale.ROOT,
                        "%,d attempts, %,d answers, best score %s",
                        state.tally().attempts(),
                        state.tally().verified(),
                        state.best()
                                .map(best -> LongThinkingOutput.score(best.score()))
                                .orElse("none")));
    }

    @Override
    public void close() {
        work.close();
    }
}
