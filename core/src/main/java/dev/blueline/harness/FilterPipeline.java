package dev.blueline.harness;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Filters by name, one after another; the first answer that they leave is scored. */
record FilterPipeline(String name, List<Filter> steps) {
    /** The pipeline of a task that names none. */
    static final FilterPipeline NONE = new FilterPipeline("none", List.of());

    static List<FilterPipeline> of(Fields task, OutputType type, int repeats) {
        List<Fields> lists = task.maps("filter_list");
        if (lists.isEmpty()) {
            return List.of(NONE);
        }
        if (type != OutputType.GENERATE_UNTIL) {
            throw task.refused(
                    "filter_list", "filters work on what a model writes, which is output_type: generate_until");
        }
        List<FilterPipeline> pipelines = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields list : lists) {
            list.only(Set.of("name", "filter"));
            String name = list.text("name").orElseThrow(() -> list.refused("name", "is missing"));
            if (!names.add(name)) {
                throw list.refused("name", "two lists of filters are called " + name);
            }
            pipelines.add(new FilterPipeline(
                    name,
                    list.maps("filter").stream()
                            .map(step -> Filter.of(step, repeats))
                            .toList()));
        }
        return pipelines;
    }

    String apply(List<String> answers, Map<String, Object> document) {
        List<String> left = answers;
        for (Filter step : steps) {
            left = step.apply(left, document);
        }
        return left.getFirst();
    }
}
