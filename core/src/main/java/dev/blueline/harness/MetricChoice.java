package dev.blueline.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A metric of a task, with what {@code exact_match} ignores. */
record MetricChoice(Metric metric, ExactMatch match) {
    /** Belongs to groups; many task files have it, and it changes nothing there. */
    private static final String WEIGHT_OF_GROUPS = "weight_by_size";

    static List<MetricChoice> of(Fields task, OutputType type) {
        List<Fields> entries = task.maps("metric_list");
        if (entries.isEmpty()) {
            return type.metrics().stream()
                    .map(metric -> new MetricChoice(metric, ExactMatch.STRICT))
                    .toList();
        }
        List<MetricChoice> choices = new ArrayList<>();
        for (Fields entry : entries) {
            choices.add(entry(entry, type));
        }
        return choices;
    }

    private static MetricChoice entry(Fields entry, OutputType type) {
        String name = entry.text("metric").orElseThrow(() -> entry.refused("metric", "is missing"));
        Metric metric = Arrays.stream(Metric.values())
                .filter(each -> each.word().equals(name))
                .findFirst()
                .filter(each -> each.fits(type))
                .orElseThrow(() ->
                        entry.refused("metric", "metric " + name + " is unsupported for output_type: " + type.word()));
        boolean match = metric == Metric.EXACT_MATCH && type == OutputType.GENERATE_UNTIL;
        entry.only(
                match
                        ? Set.of(
                                "metric",
                                "aggregation",
                                "higher_is_better",
                                WEIGHT_OF_GROUPS,
                                "regexes_to_ignore",
                                "ignore_case",
                                "ignore_punctuation",
                                "ignore_numbers")
                        : Set.of("metric", "aggregation", "higher_is_better", WEIGHT_OF_GROUPS));
        String aggregation = entry.text("aggregation").orElse(metric.aggregation());
        if (!aggregation.equals(metric.aggregation())) {
            throw entry.refused(
                    "aggregation",
                    aggregation + " is unsupported for " + name + ", which is by " + metric.aggregation());
        }
        return new MetricChoice(metric, match ? ExactMatch.of(entry) : ExactMatch.STRICT);
    }
}
