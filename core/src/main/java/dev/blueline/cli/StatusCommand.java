package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline status}: how a study that runs elsewhere on this machine is doing. */
@Command(
        name = "status",
        description = {
            "Prints how the study in an output folder is doing, from its status.json, which a running study replaces every second.",
            "It says when the process behind it is gone."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  blueline status runs/first-look", "  blueline status runs/first-look --json"})
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Output folder of the study.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--json",
            description = "Print the file as it is, and \"alive\": whether a study said to be running has its process.")
    private boolean json;

    @Override
    public Integer call() {
        ObjectNode status = read();
        boolean alive = alive(status);
        if (json) {
            status.put("alive", alive);
            System.out.println(status.toPrettyString());
        } else {
            System.out.print(text(status, alive));
        }
        return CommandLine.ExitCode.OK;
    }

    private ObjectNode read() {
        Path file = folder.resolve(StatusFile.NAME);
        if (!Files.isRegularFile(file)) {
            throw new BadInput("there is no " + file
                    + "; give the output folder of a study that has come as far as its plan, such as runs/first-look");
        }
        try {
            if (JsonMapper.shared().readTree(Files.readAllBytes(file)) instanceof ObjectNode status) {
                return status;
            }
        } catch (IOException | JacksonException damaged) {
            throw new BadInput(file + " cannot be read as a study's status; a running study writes it anew", damaged);
        }
        throw new BadInput(file + " is no study's status; a running study writes it anew");
    }

    /** Whether the process that wrote it runs still: the number alone may have gone to another one. */
    private static boolean alive(ObjectNode status) {
        return ProcessHandle.of(status.path("pid").asLong(-1))
                .filter(ProcessHandle::isAlive)
                .filter(process -> instant(status, "process_started_at")
                        .flatMap(then -> process.info()
                                .startInstant()
                                .map(now -> Duration.between(then, now).abs().toSeconds() < 5))
                        .orElse(true))
                .isPresent();
    }

    private String text(ObjectNode status, boolean alive) {
        StringBuilder text = new StringBuilder();
        String state = status.path("state").asString("");
        boolean running = state.equals("running");
        text.append(folder).append(": ").append(running && !alive ? "broken off" : state);
        if (running) {
            text.append(", ").append(status.path("stage").asString(""));
        }
        text.append(System.lineSeparator());
        if (status.has("cause")) {
            line(text, status.path("cause").asString(""));
        }
        for (JsonNode run : status.path("training")) {
            line(text, training(run));
        }
        int before = status.path("runs_found").asInt(0);
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "%.0f%% of the training %s%s; %d of %d runs finished, %d without figures",
                        100 * status.path("share").asDouble(0),
                        before == 0 ? "done" : "that this start had left done",
                        running && alive
                                ? ", " + Bar.left(status.path("seconds_left").asDouble(Double.NaN))
                                : "",
                        before + status.path("finished").size(),
                        status.path("runs_planned").asInt(0),
                        status.path("failed").size()));
        for (JsonNode run : status.path("failed")) {
            line(
                    text,
                    run.path("rung").asString("") + " seed " + run.path("seed").asLong() + " "
                            + run.path("status").asString("") + ": "
                            + run.path("note").asString(""));
        }
        if (status.path("forecast") instanceof ObjectNode forecast) {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "forecast of %s: %.4f, 90%% %.4f to %.4f",
                            forecast.path("target").asString(""),
                            forecast.path("predicted").asDouble(Double.NaN),
                            forecast.path("low").asDouble(Double.NaN),
                            forecast.path("high").asDouble(Double.NaN)));
        }
        ending(status, running, alive).ifPresent(last -> line(text, last));
        return text.toString();
    }

    private static String training(JsonNode run) {
        return String.format(
                Locale.ROOT,
                "%-12s seed %d  step %d of %d  loss %.3f  %.1fk tokens/s",
                run.path("rung").asString(""),
                run.path("seed").asLong(),
                run.path("step").asLong(),
                run.path("steps").asLong(),
                run.path("loss").asDouble(Double.NaN),
                run.path("tokens_per_second").asDouble(0) / 1000);
    }

    private Optional<String> ending(ObjectNode status, boolean running, boolean alive) {
        String again = "its finished runs and checkpoints stay; go on with: "
                + status.path("command").asString("the same command");
        String process = "process " + status.path("pid").asLong();
        String ago = instant(status, "updated_at")
                .map(at -> Math.max(0, Duration.between(at, Instant.now()).toSeconds()))
                .map(seconds -> seconds + " s ago")
                .orElse("at an unknown time");
        if (running) {
            return Optional.of(
                    alive
                            ? process + ", last sign " + ago
                            : process + " is gone, its last sign came " + ago + "; " + again);
        }
        return status.path("state").asString("").equals("done")
                ? Optional.of("report: " + folder.resolve("report.html"))
                : Optional.of(again);
    }

    private static Optional<Instant> instant(ObjectNode status, String field) {
        try {
            return Optional.of(Instant.parse(status.path(field).asString("")));
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(line).append(System.lineSeparator());
    }
}
