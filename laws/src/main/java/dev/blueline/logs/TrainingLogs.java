package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Finds out what a file or folder is and reads it: Hugging Face trainer states, TensorBoard event files, offline folders of W&amp;B, MLflow
 * runs, tables of logged steps, console logs.
 */
public final class TrainingLogs {
    private TrainingLogs() {}

    /**
     * The loss of the one run in a file or folder.
     *
     * @throws BadInput if it cannot be read, holds no loss, or holds several runs
     */
    public static TrainingLog read(Path path, Reading reading) {
        List<LoggedRun> runs = find(path, reading);
        if (runs.size() > 1) {
            throw new BadInput(path + " holds " + runs.size() + " runs ("
                    + Names.list(runs.stream().map(LoggedRun::name).toList()) + "); give the file or folder of one");
        }
        TrainingLog log = runs.getFirst().series(reading);
        if (log.points().isEmpty()) {
            throw new BadInput(path + " has no value of " + log.metric()
                    + " yet: wait for the first, or name another with --metric");
        }
        return log;
    }

    /** All runs in a file or folder, in order of their names. */
    static List<LoggedRun> find(Path path, Reading reading) {
        if (Files.isDirectory(path)) {
            List<LoggedRun> runs = inFolder(path, reading);
            if (runs.isEmpty()) {
                throw new BadInput(
                        path + " holds no log that is known (trainer_state.json, events.out.tfevents.*, run-*.wandb,"
                                + " mlruns); name the file");
            }
            return runs;
        }
        if (!Files.isRegularFile(path)) {
            throw new BadInput("there is no file or folder " + path);
        }
        if (Rows.is(path) && reading.profile().isEmpty() && !path.endsWith("wandb-history.jsonl")) {
            Rows rows = Rows.read(path, reading.live());
            return rows.logged(
                    reading,
                    rows.stepColumn(reading.mapping())
                            .orElseThrow(() -> new BadInput(
                                    path + " has no column that counts steps; it has " + Names.list(rows.columns()))));
        }
        return List.of(file(path, reading));
    }

    private static LoggedRun file(Path file, Reading reading) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (reading.profile().isPresent()) {
            return ConsoleLog.read(file, reading);
        }
        if (name.contains("tfevents")) {
            return TensorBoard.read(JsonText.folderName(file), List.of(file), reading.live());
        }
        if (name.endsWith(".wandb")) {
            return Wandb.read(file, reading);
        }
        if (name.equals("wandb-history.jsonl")) {
            return Wandb.readHistory(file, reading);
        }
        Optional<JsonNode> root = name.endsWith(".json") ? wholeJson(file) : Optional.empty();
        if (root.isPresent()) {
            if (TrainerState.is(root.get())) {
                return TrainerState.read(JsonText.folderName(file), file, root.get());
            }
            throw new BadInput(file + " is no trainer state of Hugging Face: it has no log_history");
        }
        return ConsoleLog.read(file, reading);
    }

    /** A .json file as one value, unless it is JSON lines in spite of its ending. */
    static Optional<JsonNode> wholeJson(Path file) {
        String text = JsonText.text(file);
        String first = text.lines().findFirst().orElse("").strip();
        boolean lines =
                first.startsWith("{\"") && first.endsWith("}") && text.strip().indexOf('\n') > 0;
        return lines ? Optional.empty() : Optional.of(JsonText.read(file));
    }

    static List<LoggedRun> inFolder(Path folder, Reading reading) {
        if (Mlflow.is(folder)) {
            return List.of(Mlflow.read(folder, reading.live()));
        }
        List<Path> inside = list(folder);
        List<Path> events = files(inside, "tfevents", "");
        List<LoggedRun> runs = new ArrayList<>();
        Optional<Path> state = inside.stream()
                .filter(file -> file.endsWith("trainer_state.json"))
                .findFirst()
                .or(() -> lastCheckpoint(inside));
        if (state.isPresent()) {
            return List.of(TrainerState.read(
                    folder.toAbsolutePath().normalize().getFileName().toString(),
                    state.get(),
                    JsonText.read(state.get())));
        }
        if (!events.isEmpty()) {
            runs.add(TensorBoard.read(JsonText.folderName(events.getFirst()), events, reading.live()));
        }
        files(inside, "", ".wandb").forEach(file -> runs.add(Wandb.read(file, reading)));
        files(inside, "wandb-history.jsonl", "").forEach(file -> runs.add(Wandb.readHistory(file, reading)));
        for (Path child : inside) {
            String name = child.getFileName().toString();
            if (Files.isDirectory(child) && !Files.isSymbolicLink(child) && !name.startsWith(".")) {
                runs.addAll(inFolder(child, reading));
            }
        }
        return runs;
    }

    /** The state of the last checkpoint holds the whole history. */
    private static Optional<Path> lastCheckpoint(List<Path> inside) {
        return inside.stream()
                .filter(folder -> folder.getFileName().toString().matches("checkpoint-\\d+"))
                .filter(folder -> Files.isRegularFile(folder.resolve("trainer_state.json")))
                .max(Comparator.comparingLong(
                        folder -> Long.parseLong(folder.getFileName().toString().substring("checkpoint-".length()))))
                .map(folder -> folder.resolve("trainer_state.json"));
    }

    private static List<Path> files(List<Path> inside, String part, String ending) {
        return inside.stream()
                .filter(Files::isRegularFile)
                .filter(file -> file.getFileName().toString().contains(part))
                .filter(file -> file.getFileName().toString().endsWith(ending))
                .collect(Collectors.toList());
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.sorted().toList();
        } catch (IOException failure) {
            throw new BadInput(folder + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
