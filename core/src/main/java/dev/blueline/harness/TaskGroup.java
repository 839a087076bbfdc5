package dev.blueline.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tasks that are reported together.
 *
 * @param members names of the tasks and groups in it, as the file lists them
 * @param tasks names of all tasks in it and in its groups
 * @param averages figures averaged over its tasks
 */
record TaskGroup(String name, String alias, List<String> members, List<String> tasks, List<Average> averages) {

    /**
     * A mean over tasks.
     *
     * @param bySize whether a task counts by the number of its items, or as much as any other
     * @param filters names of the filters whose figures are averaged
     */
    record Average(Metric metric, boolean bySize, List<String> filters) {}

    static TaskGroup of(Fields group, List<String> members, List<String> tasks) {
        String name = group.text("group").orElseThrow();
        return new TaskGroup(
                name,
                group.text("group_alias").orElse(name),
                members,
                tasks,
                group.maps("aggregate_metric_list").stream()
                        .map(TaskGroup::average)
                        .toList());
    }

    private static Average average(Fields entry) {
        entry.only(Set.of("metric", "aggregation", "weight_by_size", "filter_list"));
        String name = entry.text("metric").orElseThrow(() -> entry.refused("metric", "is missing"));
        Optional<Metric> metric = Arrays.stream(Metric.values())
                .filter(each -> each.word().equals(name) && each.aggregation().equals("mean"))
                .findFirst();
        if (metric.isEmpty() || !entry.text("aggregation").orElse("mean").equals("mean")) {
            throw entry.refused(
                    "metric", "only means of acc, acc_norm, acc_bytes and exact_match are averaged over tasks");
        }
        List<String> filters = entry.texts("filter_list");
        return new Average(
                metric.get(), entry.flag("weight_by_size", true), filters.isEmpty() ? List.of("none") : filters);
    }
}
