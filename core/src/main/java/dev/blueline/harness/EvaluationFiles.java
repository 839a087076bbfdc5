package dev.blueline.harness;

import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Fingerprint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Results in the layout of lm-evaluation-harness: {@code results.json}, and {@code samples_TASK.jsonl} with a line an item. */
public final class EvaluationFiles {
    /** Name of the file of results. */
    public static final String RESULTS = "results.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private EvaluationFiles() {}

    /** Name of the file of a task's items. */
    public static String samples(String task) {
        return "samples_" + safe(task) + ".jsonl";
    }

    /** A name as a file's. */
    public static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9._@-]+", "__");
    }

    /** Writes all files into a folder, which is made if need be. */
    public static void write(Evaluation evaluation, Path folder) {
        for (TaskResult task : evaluation.tasks()) {
            DurableFiles.write(
                    folder.resolve(samples(task.name())),
                    task.samples().stream()
                            .map(sample ->
                                    JsonMapper.shared().writeValueAsString(sample(evaluation, task, sample)) + "\n")
                            .collect(Collectors.joining()));
        }
        DurableFiles.write(folder.resolve(RESULTS), JSON.writeValueAsString(json(evaluation)) + "\n");
    }

    /** What {@link #RESULTS} holds. */
    public static ObjectNode json(Evaluation evaluation) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode results = root.putObject("results");
        ObjectNode groups = JSON.createObjectNode();
        ObjectNode members = JSON.createObjectNode();
        for (TaskResult task : evaluation.tasks()) {
            ObjectNode own = results.putObject(task.name());
            own.put("alias", task.task().alias());
            figures(task.figures(), own);
            own.put("sample_len", task.asked());
            members.putArray(task.name());
        }
        for (Evaluation.GroupResult group : evaluation.groups()) {
            ObjectNode own = JSON.createObjectNode();
            own.put("alias", group.alias());
            figures(group.figures(), own);
            results.set(group.name(), own);
            groups.set(group.name(), own);
            ArrayNode listed = members.putArray(group.name());
            group.members().forEach(listed::add);
        }
        if (!groups.isEmpty()) {
            root.set("groups", groups);
        }
        root.set("group_subtasks", members);
        ObjectNode configs = root.putObject("configs");
        ObjectNode versions = root.putObject("versions");
        ObjectNode shots = root.putObject("n-shot");
        ObjectNode better = root.putObject("higher_is_better");
        ObjectNode samples = root.putObject("n-samples");
        for (TaskResult task : evaluation.tasks()) {
            configs.set(task.name(), JSON.valueToTree(configuration(task)));
            versions.put(task.name(), task.task().version());
            shots.put(task.name(), task.fewshot());
            ObjectNode directions = better.putObject(task.name());
            task.figures().forEach(figure -> directions.put(figure.metric(), figure.higherIsBetter()));
            samples.putObject(task.name()).put("original", task.documents()).put("effective", task.asked());
        }
        ObjectNode config = root.putObject("config");
        config.put("model", evaluation.kind());
        config.put("model_args", "pretrained=" + evaluation.model());
        if (!Double.isNaN(evaluation.parameters())) {
            config.put("model_num_parameters", (long) evaluation.parameters());
        }
        if (!Double.isNaN(evaluation.flops())) {
            config.put("training_flops", evaluation.flops());
        }
        evaluation.request().limit().ifPresent(limit -> config.put("limit", limit));
        ArrayNode seeds = config.putArray("fewshot_seeds");
        evaluation.request().seeds().forEach(seeds::add);
        if (!evaluation.contamination().isEmpty()) {
            ObjectNode contamination = root.putObject("contamination");
            evaluation.contamination().forEach((task, found) -> contamination.set(task, json(found)));
        }
        root.put("date", evaluation.started().getEpochSecond());
        root.put("model_source", evaluation.kind());
        root.put("model_name", evaluation.model());
        root.put("model_name_sanitized", safe(evaluation.model()));
        return root;
    }

    private static void figures(List<Figure> figures, ObjectNode to) {
        for (Figure figure : figures) {
            to.put(figure.key(), figure.estimate().value());
            if (Double.isFinite(figure.estimate().standardError())) {
                to.put(figure.errorKey(), figure.estimate().standardError());
            } else {
                to.put(figure.errorKey(), "N/A");
            }
        }
    }

    private static Map<String, Object> configuration(TaskResult task) {
        Map<String, Object> keys = new LinkedHashMap<>(task.task().keys().values());
        keys.put("num_fewshot", task.fewshot());
        return keys;
    }

    private static ObjectNode json(Contamination found) {
        ObjectNode node = JSON.createObjectNode();
        node.put("words", Contamination.WORDS);
        node.put("items", found.items());
        node.put("contaminated", found.found());
        node.put("mean_overlap", found.overlap());
        node.put("shortest_item_words", found.shortest());
        node.put("items_without_words", found.wordless());
        node.put("training_text", found.text());
        figures(found.clean(), node.putObject("clean"));
        figures(found.foundFigures(), node.putObject("contaminated_only"));
        return node;
    }

    private static ObjectNode sample(Evaluation evaluation, TaskResult task, Sample sample) {
        ObjectNode node = JSON.createObjectNode();
        node.put("doc_id", sample.id());
        node.set("doc", JSON.valueToTree(plain(sample.document())));
        node.set("target", JSON.valueToTree(plain(sample.target())));
        ObjectNode arguments = node.putObject("arguments");
        for (int i = 0; i < sample.arguments().size(); i++) {
            ObjectNode request = arguments.putObject("gen_args_" + i);
            for (int j = 0; j < sample.arguments().get(i).size(); j++) {
                request.set(
                        "arg_" + j,
                        JSON.valueToTree(plain(sample.arguments().get(i).get(j))));
            }
        }
        node.set("resps", JSON.valueToTree(printed(sample.answers())));
        node.set("filtered_resps", JSON.valueToTree(printed(sample.filtered())));
        node.put("filter", sample.filter());
        ArrayNode metrics = node.putArray("metrics");
        task.task().metrics().forEach(choice -> metrics.add(choice.metric().word()));
        node.put("doc_hash", Fingerprint.of(JsonMapper.shared().writeValueAsString(plain(sample.document()))));
        node.put(
                "prompt_hash",
                Fingerprint.of(sample.arguments().getFirst().getFirst().toString()));
        node.put("target_hash", Fingerprint.of(sample.target().toString()));
        for (MetricChoice choice : task.task().metrics()) {
            Metric.Part part = sample.parts().get(choice.metric());
            if (part != null && part.weight() == 1) {
                node.put(choice.metric().word(), part.value());
            } else if (part != null) {
                node.putArray(choice.metric().word()).add(part.value()).add(part.weight());
            }
        }
        if (task.replicates() > 1) {
            node.put("replicate", sample.replicate());
        }
        if (task.task().cluster().isPresent()) {
            node.put("cluster", sample.cluster());
        }
        Contamination contamination = evaluation.contamination().get(task.name());
        if (contamination != null) {
            node.put("overlap", contamination.overlaps().getOrDefault(sample.id(), 0.0));
        }
        return node;
    }

    /** Values as JSON has them. */
    private static Object plain(Object value) {
        return switch (value) {
            case PythonNone none -> NullNode.getInstance();
            case PythonTruth truth -> truth.getObjectTruthValue();
            case Map<?, ?> map -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                map.forEach((key, each) -> plain.put(String.valueOf(key), plain(each)));
                yield plain;
            }
            case List<?> list -> list.stream().map(EvaluationFiles::plain).toList();
            default -> value;
        };
    }

    /** Answers as the harness logs them: all text, truth values as Python writes them. */
    private static Object printed(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(EvaluationFiles::printed).toList();
            case Boolean truth -> PythonTruth.of(truth).toString();
            default -> value.toString();
        };
    }
}
