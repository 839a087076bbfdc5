package dev.blueline.evaluation;

import java.util.List;
import java.util.OptionalInt;

/**
 * The name of a slice of tasks taken apart: {@code grammar}, {@code grammar/2}, {@code spatial/steps:3}, {@code knowledge/stated:16}.
 *
 * @param name as in the ledger
 * @param skill the skill
 * @param part what stands after the slash, empty for the whole skill
 */
public record TaskSlice(String name, String skill, String part) {
    static final String STEPS = "steps:";
    static final String STATED = "stated:";

    /** Takes a name apart. A slash of the skill's own, as in a file of items, stays with the skill. */
    public static TaskSlice of(String name) {
        int slash = name.lastIndexOf('/');
        TaskSlice slice = slash < 0
                ? new TaskSlice(name, name, "")
                : new TaskSlice(name, name.substring(0, slash), name.substring(slash + 1));
        boolean part = slice.number("").isPresent()
                || slice.number(STEPS).isPresent()
                || slice.number(STATED).isPresent();
        return part ? slice : new TaskSlice(name, name, "");
    }

    /** All slices on which any of the models has an accuracy, in order of first appearance. */
    static List<TaskSlice> in(List<AskedModel> models) {
        return models.stream()
                .flatMap(model -> model.seeds().stream())
                .flatMap(entry -> entry.measurements().stream())
                .filter(m -> m.metric().equals(TaskFigures.ACCURACY))
                .map(m -> m.slice())
                .distinct()
                .map(TaskSlice::of)
                .toList();
    }

    /** The number after a prefix such as {@code steps:}; after none for a level. */
    OptionalInt number(String prefix) {
        String digits = part.startsWith(prefix) ? part.substring(prefix.length()) : "";
        return !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? OptionalInt.of(Integer.parseInt(digits))
                : OptionalInt.empty();
    }
}
