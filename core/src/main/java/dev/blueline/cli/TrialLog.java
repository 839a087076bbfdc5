package dev.blueline.cli;

import dev.blueline.thought.Measured;
import dev.blueline.thought.ThoughtExperiment;
import dev.blueline.trials.TrialListener;
import java.io.PrintStream;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells how a study of reasoning goes as one JSON object a line, for programs that read along. */
final class TrialLog implements TrialListener, ThoughtExperiment.Listener {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long NANOS_BETWEEN_PROGRESS = 1_000_000_000L;

    private final PrintStream out;
    private final long started = System.nanoTime();
    private long toldAt = started;

    TrialLog(PrintStream out) {
        this.out = out;
    }

    @Override
    public void says(String line) {
        write(event("stage").put("text", line));
    }

    @Override
    public void advanced(double share, String detail) {
        long now = System.nanoTime();
        if (now - toldAt >= NANOS_BETWEEN_PROGRESS) {
            toldAt = now;
            write(event("progress").put("share", share).put("text", detail));
        }
    }

    @Override
    public void advanced(double share, double flopsPerSecond) {
        advanced(share, ThoughtDisplay.words(flopsPerSecond));
    }

    @Override
    public void measured(Measured measured) {
        says(ThoughtDisplay.words(measured));
    }

    private ObjectNode event(String name) {
        return JSON.createObjectNode()
                .put("event", name)
                .put("half", "reasoning")
                .put("time", Instant.now().toString())
                .put("elapsed_seconds", (System.nanoTime() - started) * 1e-9);
    }

    private synchronized void write(ObjectNode event) {
        out.println(JSON.writeValueAsString(event));
    }
}
