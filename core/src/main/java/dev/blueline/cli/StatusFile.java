package dev.blueline.cli;

import dev.blueline.RunListener;
import dev.blueline.RunRequest;
import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.DataPlan;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Outcome;
import dev.blueline.study.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps {@code status.json} in a study's output folder up to date: replaced every second from the plan on, once more at the end.
 * A reader sees a whole file. It is for watching only, so it is not synced to the disk, and where it cannot be written the study
 * goes on without it.
 */
final class StatusFile implements RunListener, AutoCloseable {
    static final String NAME = "status.json";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;
    private final String command;
    private final TrainingPace pace = new TrainingPace();
    private final Thread stopped = new Thread(() -> end("stopped"));
    private final Instant started = Instant.now();
    private final List<Run> ended = new ArrayList<>();
    private Optional<ScheduledExecutorService> clock = Optional.empty();
    private Optional<Forecast> forecast = Optional.empty();
    private String state = "running";
    private String stage = "";
    private String cause = "";
    private int runsPlanned;
    private int runsFound;

    StatusFile(RunRequest request) {
        this.folder = request.folder();
        this.command = request.command();
    }

    @Override
    public synchronized void says(String line) {
        stage = line;
    }

    @Override
    public void warns(String line) {}

    @Override
    public synchronized void found(int done, int all) {
        runsFound = done;
    }

    @Override
    public synchronized void planned(Plan plan, double flops) {
        planned("Training the ladder", plan.runs().size(), flops);
    }

    @Override
    public synchronized void planned(DataPlan plan, double flops) {
        planned("Training", plan.runs().size(), flops);
    }

    private void planned(String first, int runs, double flops) {
        pace.planned(flops);
        stage = first;
        runsPlanned = runs;
        Runtime.getRuntime().addShutdownHook(stopped);
        ScheduledExecutorService every = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("status").daemon().factory());
        every.scheduleAtFixedRate(this::write, 0, 1, TimeUnit.SECONDS);
        clock = Optional.of(every);
    }

    @Override
    public void advanced(Advance advance) {
        pace.advanced(advance);
    }

    @Override
    public synchronized void registered(Forecast registered) {
        forecast = Optional.of(registered);
        stage = "Training what is forecast";
    }

    @Override
    public synchronized void finished(Run run) {
        pace.ended(run);
        ended.add(run);
    }

    @Override
    public void scored(Outcome outcome) {
        end("done");
    }

    @Override
    public void compared(AblationOutcome outcome) {
        end("done");
    }

    @Override
    public void failed(String why) {
        synchronized (this) {
            cause = why;
        }
        end("failed");
    }

    /** Writes the last state; there is none if the study did not come to its plan, or has ended already. */
    private synchronized void end(String how) {
        if (clock.isPresent() && state.equals("running")) {
            state = how;
            write();
        }
    }

    private synchronized void write() {
        try {
            Path temporary = folder.resolve(NAME + ".tmp");
            Files.write(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(status()));
            Files.move(
                    temporary,
                    folder.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | JacksonException | OutOfMemoryError unwritten) {
            // the study matters, its status does not; the next second tries again
        }
    }

    private ObjectNode status() {
        ObjectNode status = JSON.createObjectNode();
        status.put("state", state);
        status.put("stage", state.equals("running") ? stage : "");
        if (!cause.isEmpty()) {
            status.put("cause", cause);
        }
        status.put("pid", ProcessHandle.current().pid());
        ProcessHandle.current().info().startInstant().ifPresent(at -> status.put("process_started_at", at.toString()));
        status.put("started_at", started.toString());
        status.put("updated_at", Instant.now().toString());
        status.put("command", command);
        StudyJson.progress(status, pace);
        status.put("runs_planned", runsPlanned);
        status.put("runs_found", runsFound);
        forecast.ifPresent(registered -> status.putObject("forecast")
                .put("target", registered.target())
                .put("predicted", registered.predicted())
                .put("low", registered.low())
                .put("high", registered.high()));
        ArrayNode finished = status.putArray("finished");
        ArrayNode failed = status.putArray("failed");
        for (Run run : ended) {
            StudyJson.run((run.succeeded() ? finished : failed).addObject(), run);
        }
        return status;
    }

    @Override
    public void close() {
        clock.ifPresent(ScheduledExecutorService::shutdownNow);
        try {
            Runtime.getRuntime().removeShutdownHook(stopped);
        } catch (IllegalStateException shuttingDown) {
            // the hook is running: the user stopped the program
        }
    }
}
