package dev.blueline.harness;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model's results as the harness, or {@code evaluate}, wrote them: figures, and the value of every item.
 *
 * @param name of the model
 * @param file of results
 * @param parameters where the results say
 * @param flops of training, where the results say
 * @param figures by task and then by metric and filter, such as {@code acc,none}
 */
public record ModelScores(
        String name,
        Path file,
        OptionalDouble parameters,
        OptionalDouble flops,
        Map<String, Map<String, Score>> figures) {

    /**
     * A figure.
     *
     * @param value of the metric
     * @param standardError not a number where none is given
     * @param higherIsBetter as the results say; true where they do not
     */
    public record Score(double value, double standardError, boolean higherIsBetter) {}

    /**
     * An item's value.
     *
     * @param document its fields, which must be the same for all models
     * @param cluster items of equal clusters are not independent
     * @param value mean over its replicates
     */
    record ItemValue(JsonNode document, String cluster, double value) {}

    /** Whether a path holds results: a JSON file, or a folder with one. */
    public static boolean isThere(Path path) {
        return path.toString().endsWith(".json")
                || newest(path, "results", ".json").isPresent();
    }

    /**
     * Reads a file of results, or the newest {@code results*.json} of a folder.
     *
     * @throws BadInput if there is none, or it holds no figures
     */
    public static ModelScores read(Path path) {
        Path file = Files.isDirectory(path)
                ? newest(path, "results", ".json")
                        .orElseThrow(() -> new BadInput(path
                                + " holds no results of task files; make them with blueline evaluate --tasks FILE.yaml, or"
                                + " give --tasks here"))
                : path;
        JsonNode root = json(file);
        Map<String, Map<String, Score>> figures = new LinkedHashMap<>();
        root.path("results").properties().forEach(task -> {
            JsonNode better = root.path("higher_is_better").path(task.getKey());
            Map<String, Score> own = new LinkedHashMap<>();
            task.getValue().properties().forEach(entry -> {
                String[] key = entry.getKey().split(",", 2);
                if (entry.getValue().isNumber() && key.length == 2 && !key[0].endsWith("_stderr")) {
                    double error =
                            task.getValue().path(key[0] + "_stderr," + key[1]).asDouble(Double.NaN);
                    own.put(
                            entry.getKey(),
                            new Score(
                                    entry.getValue().asDouble(),
                                    error,
                                    better.path(key[0]).asBoolean(true)));
                }
            });
            if (!own.isEmpty() && !root.path("groups").has(task.getKey())) {
                figures.put(task.getKey(), own);
            }
        });
        if (figures.isEmpty()) {
            throw new BadInput(file + " holds no results of tasks in the layout of lm-evaluation-harness; give the file"
                    + " that blueline evaluate or the harness wrote");
        }
        JsonNode config = root.path("config");
        String name = root.path("model_name").asString("");
        return new ModelScores(
                name.isEmpty() ? file.toString() : name,
                file,
                positive(config.path("model_num_parameters")),
                positive(config.path("training_flops")),
                figures);
    }

    private static OptionalDouble positive(JsonNode number) {
        double value = number.asDouble(0);
        return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static JsonNode json(Path file) {
        try {
            return JsonMapper.shared().readTree(file);
        } catch (JacksonException unreadable) {
            throw new BadInput(
                    file + " cannot be read as results: "
                            + Objects.requireNonNullElse(unreadable.getOriginalMessage(), "it is not JSON")
                                    .lines()
                                    .findFirst()
                                    .orElse("")
                            + "; give the results.json of blueline evaluate",
                    unreadable);
        }
    }

    private static Optional<Path> newest(Path folder, String start, String end) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(start) && name.endsWith(end);
                    })
                    .max(Comparator.comparing(path -> path.getFileName().toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Values of a task's items by figure, then by number; without the figures of which no item was logged. */
    Map<String, Map<Integer, ItemValue>> items(String task) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        String safe = EvaluationFiles.safe(task);
        Optional<Path> log = Optional.of(folder.resolve(EvaluationFiles.samples(task)))
                .filter(Files::isRegularFile)
                .or(() -> newest(folder, "samples_" + safe + "_20", ".jsonl"));
        Map<String, Map<Integer, ItemValue>> items = new LinkedHashMap<>();
        if (log.isEmpty()) {
            return items;
        }
        Map<String, Map<Integer, double[]>> sums = new LinkedHashMap<>();
        for (String line : lines(log.get())) {
            JsonNode sample = JsonMapper.shared().readTree(line);
            String filter = sample.path("filter").asString("none");
            int id = sample.path("doc_id").asInt(-1);
            String cluster = sample.path("cluster").asString(String.valueOf(id));
            for (String key : figures.getOrDefault(task, Map.of()).keySet()) {
                String[] parts = key.split(",", 2);
                JsonNode value = sample.path(parts[0]);
                if (!filter.equals(parts[1]) || value.isMissingNode()) {
                    continue;
                }
                double[] sum = sums.computeIfAbsent(key, unseen -> new LinkedHashMap<>())
                        .computeIfAbsent(id, unseen -> new double[2]);
                sum[0] += value.isArray() ? value.path(0).asDouble() : value.asDouble();
                sum[1]++;
                items.computeIfAbsent(key, unseen -> new LinkedHashMap<>())
                        .put(id, new ItemValue(sample.path("doc"), cluster, sum[0] / sum[1]));
            }
        }
        return items;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
