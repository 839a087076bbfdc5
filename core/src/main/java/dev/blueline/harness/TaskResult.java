package dev.blueline.harness;

import dev.blueline.evaluation.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * What came of a task.
 *
 * @param fewshot examples before each question
 * @param documents of the split, asked or not
 * @param asked documents asked
 * @param replicates times each was asked, with other examples or prompts
 * @param samples every item under every pipeline of filters
 * @param figures the metrics, under every pipeline
 */
public record TaskResult(
        TaskConfig task,
        int fewshot,
        int documents,
        int asked,
        int replicates,
        List<Sample> samples,
        List<Figure> figures) {

    static TaskResult of(TaskConfig task, int fewshot, int documents, int asked, int replicates, List<Sample> samples) {
        return new TaskResult(
                task, fewshot, documents, asked, replicates, samples, figures(task, replicates, samples, id -> true));
    }

    /** Name of the task. */
    public String name() {
        return task.name();
    }

    /** The metrics on some of the documents; none if there are no such documents. */
    List<Figure> figures(IntPredicate kept) {
        return figures(task, replicates, samples, kept);
    }

    private static List<Figure> figures(TaskConfig task, int replicates, List<Sample> samples, IntPredicate kept) {
        List<Figure> figures = new ArrayList<>();
        for (FilterPipeline filter : task.filters()) {
            List<Sample> of = samples.stream()
                    .filter(sample -> sample.filter().equals(filter.name()) && kept.test(sample.id()))
                    .toList();
            if (of.isEmpty()) {
                continue;
            }
            List<String> clusters = of.stream()
                    .filter(sample -> sample.replicate() == 0)
                    .map(Sample::cluster)
                    .toList();
            for (MetricChoice choice : task.metrics()) {
                Metric metric = choice.metric();
                List<List<Metric.Part>> parts = new ArrayList<>();
                for (int r = 0; r < replicates; r++) {
                    int replicate = r;
                    parts.add(of.stream()
                            .filter(sample -> sample.replicate() == replicate)
                            .map(sample -> sample.parts().get(metric))
                            .map(Objects::requireNonNull)
                            .toList());
                }
                Estimate estimate = Replicates.of(metric, parts, clusters);
                figures.add(new Figure(metric.word(), filter.name(), metric.higherIsBetter(), estimate));
            }
        }
        return figures;
    }

    /** Figures by their keys. */
    Map<String, Figure> byKey() {
        Map<String, Figure> byKey = new LinkedHashMap<>();
        figures.forEach(figure -> byKey.put(figure.key(), figure));
        return byKey;
    }
}
