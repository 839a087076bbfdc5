package dev.blueline.cli;

import dev.blueline.RunListener;
import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.DataPlan;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Line;
import dev.blueline.study.Outcome;
import dev.blueline.study.Plan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells how a study goes as one JSON object a line, for programs that read along. */
final class JsonLog implements RunListener {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long NANOS_BETWEEN_PROGRESS = 1_000_000_000L;

    private final PrintStream out;
    private final Path folder;
    private final TrainingPace pace = new TrainingPace();
    private final long started = System.nanoTime();
    private long toldAt = started;

    JsonLog(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    @Override
    public void says(String line) {
        write(event("stage").put("text", line));
    }

    @Override
    public void warns(String line) {
        write(event("warning").put("text", line));
    }

    @Override
    public void planned(Plan plan, double flops) {
        pace.planned(flops);
        ObjectNode event = event("planned");
        event.put("budget_seconds", plan.budgetSeconds());
        event.put("expected_seconds", plan.expectedSeconds());
        event.put("factor", plan.factor());
        event.put("span", plan.span());
        event.put("flops_left", flops);
        runs(event, plan.runs());
        write(event);
    }

    @Override
    public void planned(DataPlan plan, double flops) {
        pace.planned(flops);
        ObjectNode event = event("planned");
        event.put("budget_seconds", plan.budgetSeconds());
        event.put("expected_seconds", plan.expectedSeconds());
        event.put("flops_left", flops);
        runs(event, plan.runs());
        write(event);
    }

    private static void runs(ObjectNode event, List<Plan.PlannedRun> planned) {
        ArrayNode runs = event.putArray("runs");
        for (Plan.PlannedRun run : planned) {
            ObjectNode node = runs.addObject();
            node.put("rung", run.rung());
            node.put("seed", run.seed());
            node.put("role", StudyJson.word(run.role()));
            node.put("parameters", run.parameters());
            node.put("tokens", run.tokens());
            node.put("flops", run.flops());
            node.put("seconds", run.seconds());
        }
    }

    @Override
    public void advanced(Advance advance) {
        pace.advanced(advance);
        synchronized (this) {
            long now = System.nanoTime();
            if (now - toldAt < NANOS_BETWEEN_PROGRESS) {
                return;
            }
            toldAt = now;
        }
        ObjectNode event = event("progress");
        StudyJson.progress(event, pace);
        write(event);
    }

    @Override
    public void registered(Forecast forecast) {
        write(event("registered")
                .put("id", forecast.id())
                .put("target", forecast.target())
                .put("predicted", forecast.predicted())
                .put("low", forecast.low())
                .put("high", forecast.high()));
    }

    @Override
    public void finished(Run run) {
        pace.ended(run);
        ObjectNode event = event("finished");
        StudyJson.run(event.putObject("run"), run);
        write(event);
    }

    @Override
    public void scored(Outcome outcome) {
        ObjectNode event = event("scored");
        event.put("id", outcome.forecast().id());
        event.put("predicted", outcome.forecast().predicted());
        event.put("measured", outcome.score().measured());
        event.put("relative_error", outcome.score().relativeError());
        event.put("inside", outcome.score().inside());
        ArrayNode lines = event.putArray("lines");
        for (Line line : outcome.lines()) {
            lines.addObject().put("title", line.title()).put("verdict", RunSummary.colour(line.verdict()));
        }
        ArrayNode leftOut = event.putArray("left_out");
        outcome.leftOut().forEach(run -> StudyJson.run(leftOut.addObject(), run));
        event.put("report", folder.resolve("report.html").toString());
        write(event);
    }

    @Override
    public void compared(AblationOutcome outcome) {
        ObjectNode event = event("compared");
        ArrayNode findings = event.putArray("findings");
        outcome.findings().forEach(findings::add);
        ArrayNode leftOut = event.putArray("left_out");
        outcome.leftOut().forEach(run -> StudyJson.run(leftOut.addObject(), run));
        event.put("report", folder.resolve("report.html").toString());
        write(event);
    }

    @Override
    public void failed(String cause) {
        write(event("failed").put("cause", cause));
    }

    private ObjectNode event(String kind) {
        return JSON.createObjectNode()
                .put("event", kind)
                .put("time", Instant.now().toString())
                .put("elapsed_seconds", (System.nanoTime() - started) * 1e-9);
    }

    private synchronized void write(ObjectNode event) {
        out.println(JSON.writeValueAsString(event));
    }
}
