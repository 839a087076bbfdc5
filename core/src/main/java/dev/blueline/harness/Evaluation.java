package dev.blueline.harness;

import dev.blueline.evaluation.Estimate;
import dev.blueline.ledger.BadInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Tasks put to a model, and what came of them.
 *
 * @param model its name
 * @param kind how it was reached
 * @param parameters of the model; not a number where they are not known
 * @param flops of its training; not a number where they are not known
 * @param request how it was asked
 * @param tasks results in the order of the tasks
 * @param groups figures of groups
 * @param contamination by task, where training text is known
 * @param started when
 */
public record Evaluation(
        String model,
        String kind,
        double parameters,
        double flops,
        EvaluationRequest request,
        List<TaskResult> tasks,
        List<GroupResult> groups,
        Map<String, Contamination> contamination,
        Instant started) {

    /**
     * A group and its figures, averaged over tasks.
     *
     * @param members names of the tasks and groups listed in it
     * @param tasks names of all tasks in it
     */
    public record GroupResult(
            String name, String alias, List<String> members, List<String> tasks, List<Figure> figures) {}

    /**
     * Asks all tasks of a selection.
     *
     * @param training training text of the model, where it is known
     * @param progress hears the share that is done
     * @throws BadInput if a task cannot be laid out, or needs what the model does not give
     */
    public static Evaluation of(
            TaskLibrary.Selection selection,
            LanguageModel model,
            EvaluationRequest request,
            Optional<TrainingText> training,
            DoubleConsumer progress) {
        Instant started = Instant.now();
        List<TaskRun> runs = new ArrayList<>();
        for (TaskConfig task : selection.tasks()) {
            runs.add(new TaskRun(task, model, request));
        }
        requireLogProbabilities(selection, model);
        List<TaskResult> results = new ArrayList<>();
        double steps = runs.size() + (training.isPresent() ? 1 : 0);
        for (int i = 0; i < runs.size(); i++) {
            int before = i;
            results.add(runs.get(i).run(share -> progress.accept((before + share) / steps)));
        }
        Map<String, Contamination> contamination = training.isPresent()
                ? Contamination.of(results, training.get(), share -> progress.accept((runs.size() + share) / steps))
                : Map.of();
        return new Evaluation(
                model.name(),
                model.kind(),
                model.parameters().orElse(Double.NaN),
                model.trainingFlops().orElse(Double.NaN),
                request,
                results,
                selection.groups().stream().map(group -> of(group, results)).toList(),
                contamination,
                started);
    }

    private static void requireLogProbabilities(TaskLibrary.Selection selection, LanguageModel model) {
        List<String> needing = selection.tasks().stream()
                .filter(task -> task.type().needsLogProbabilities())
                .map(TaskConfig::name)
                .toList();
        if (needing.isEmpty()) {
            return;
        }
        Optional<String> missing = model.noLogProbabilities();
        if (missing.isPresent()) {
            throw new BadInput(model.name() + " gives no log-probabilities of a prompt (" + missing.get()
                    + "), which " + String.join(", ", needing)
                    + " would need; only tasks of output_type: generate_until can be asked");
        }
    }

    /** Tasks are independent, so the variance of a weighted mean is the sum of those of its terms. */
    private static GroupResult of(TaskGroup group, List<TaskResult> results) {
        List<TaskResult> own = results.stream()
                .filter(result -> group.tasks().contains(result.name()))
                .toList();
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (TaskGroup.Average average : group.averages()) {
            for (String filter : average.filters()) {
                String key = average.metric().word() + "," + filter;
                double sum = 0;
                double weights = 0;
                double variance = 0;
                long clusters = 0;
                for (TaskResult result : own) {
                    Figure figure = result.byKey().get(key);
                    if (figure == null) {
                        throw result.task()
                                .keys()
                                .refused(
                                        "metric_list", "has no " + key + ", which group " + group.name() + " averages");
                    }
                    double weight = average.bySize() ? result.asked() : 1;
                    sum += weight * figure.estimate().value();
                    weights += weight;
                    variance += Math.pow(weight * figure.estimate().standardError(), 2);
                    clusters += figure.estimate().clusters();
                }
                figures.put(
                        key,
                        new Figure(
                                average.metric().word(),
                                filter,
                                average.metric().higherIsBetter(),
                                new Estimate(sum / weights, Math.sqrt(variance) / weights, clusters)));
            }
        }
        return new GroupResult(
                group.name(), group.alias(), group.members(), group.tasks(), List.copyOf(figures.values()));
    }
}
