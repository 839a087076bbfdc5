package dev.blueline.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A task as its file says it.
 *
 * @param name of the task
 * @param alias printed in its place
 * @param data where the documents are
 * @param split whose documents are asked
 * @param testSplit the key {@code test_split}
 * @param fewshotSplit the key {@code fewshot_split}
 * @param fewshotSource the split examples come from
 * @param samples examples that the file itself holds; they come before a split
 * @param firstExamples whether the first examples are taken for every document, in place of drawn ones
 * @param fewshot examples before a question, where the file says
 * @param description before everything
 * @param layout of a question
 * @param exampleLayout of an example
 * @param repeats answers to each question
 * @param suspect template of the text that is looked for in training text
 * @param cluster field of a document whose equal values mark items that are not independent ({@code metadata: cluster})
 * @param version of the file
 * @param keys the whole file with what it includes
 */
record TaskConfig(
        String name,
        String alias,
        DataFiles data,
        String split,
        Optional<String> testSplit,
        Optional<String> fewshotSplit,
        String fewshotSource,
        List<Map<String, Object>> samples,
        boolean firstExamples,
        OptionalInt fewshot,
        String description,
        Layout layout,
        Layout exampleLayout,
        OutputType type,
        GenerationSettings generation,
        int repeats,
        List<FilterPipeline> filters,
        List<MetricChoice> metrics,
        Optional<String> suspect,
        Optional<String> cluster,
        String version,
        Fields keys) {
    private static final Set<String> KNOWN = Set.of(
            "task",
            "task_alias",
            "tag",
            "group",
            "dataset_path",
            "dataset_name",
            "dataset_kwargs",
            "training_split",
            "validation_split",
            "test_split",
            "fewshot_split",
            "fewshot_config",
            "doc_to_text",
            "doc_to_target",
            "doc_to_choice",
            "description",
            "target_delimiter",
            "fewshot_delimiter",
            "gen_prefix",
            "num_fewshot",
            "metric_list",
            "output_type",
            "generation_kwargs",
            "repeats",
            "filter_list",
            "should_decontaminate",
            "doc_to_decontamination_query",
            "batch_size",
            "metadata");
    private static final Set<String> FEWSHOT = Set.of(
            "sampler",
            "split",
            "samples",
            "doc_to_text",
            "doc_to_target",
            "doc_to_choice",
            "target_delimiter",
            "fewshot_delimiter",
            "gen_prefix");

    static TaskConfig of(Fields task) {
        task.only(KNOWN);
        OutputType type = type(task);
        int repeats = task.whole("repeats", 1, 1);
        Fields examples = task.map("fewshot_config");
        examples.only(FEWSHOT);
        Layout layout = Layout.of(task);
        DataFiles data = DataFiles.of(task);
        Optional<String> test = split(task, "test_split", data);
        Optional<String> validation = split(task, "validation_split", data);
        Optional<String> training = split(task, "training_split", data);
        Optional<String> fewshotSplit = split(task, "fewshot_split", data).or(() -> split(examples, "split", data));
        String asked = test.or(() -> validation)
                .orElseThrow(() -> task.refused("test_split", "is missing, and so is validation_split"));
        String name = task.text("task").orElseThrow(() -> task.refused("task", "is missing"));
        Fields metadata = task.map("metadata");
        int fewshot = task.whole("num_fewshot", -1, 0);
        return new TaskConfig(
                name,
                task.text("task_alias").orElse(name),
                data,
                asked,
                test,
                fewshotSplit,
                fewshotSplit.or(() -> training).or(() -> validation).orElse(asked),
                samples(examples),
                firstExamples(examples),
                fewshot < 0 ? OptionalInt.empty() : OptionalInt.of(fewshot),
                task.text("description").orElse(""),
                layout,
                layout.overriddenBy(examples),
                type,
                GenerationSettings.of(task.map("generation_kwargs"), layout.fewshotDelimiter()),
                repeats,
                FilterPipeline.of(task, type, repeats),
                MetricChoice.of(task, type),
                task.text("doc_to_decontamination_query"),
                metadata.text("cluster"),
                metadata.text("version").orElse("Yaml"),
                task);
    }

    /** The task with each of its prompts ({@code metadata: prompts}, a list of {@code doc_to_text}); itself if it has one. */
    List<TaskConfig> prompts() {
        List<TaskConfig> variants = new ArrayList<>();
        for (Object text : keys.map("metadata").list("prompts")) {
            Map<String, Object> values = new LinkedHashMap<>(keys.values());
            values.put("doc_to_text", text);
            variants.add(of(new Fields(keys.file(), keys.path(), values)));
        }
        return variants.isEmpty() ? List.of(this) : variants;
    }

    private static OutputType type(Fields task) {
        String word = task.text("output_type").orElse(OutputType.GENERATE_UNTIL.word());
        for (OutputType type : OutputType.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw task.refused("output_type", word + " is unsupported");
    }

    private static Optional<String> split(Fields fields, String key, DataFiles data) {
        Optional<String> split = fields.text(key);
        if (split.isPresent() && !data.splits().containsKey(split.get())) {
            throw fields.refused(
                    key,
                    "data_files has no split " + split.get() + ", only "
                            + String.join(", ", data.splits().keySet()));
        }
        return split;
    }

    private static boolean firstExamples(Fields examples) {
        String sampler = examples.text("sampler").orElse("default");
        return switch (sampler) {
            case "default" -> false;
            case "first_n" -> true;
            default -> throw examples.refused("sampler", sampler + " is unsupported");
        };
    }

    private static List<Map<String, Object>> samples(Fields examples) {
        List<Map<String, Object>> samples = new ArrayList<>();
        examples.maps("samples").forEach(sample -> samples.add(sample.values()));
        return samples;
    }
}
