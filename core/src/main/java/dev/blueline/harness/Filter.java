package dev.blueline.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One step from what a model answered to what is scored: it takes the answers to an item and gives others. */
@FunctionalInterface
interface Filter {
    /** What is looked for if a file does not say: the answer of a worked solution of GSM8K. */
    String NUMBER_AFTER_HASHES = "#### (\\-?[0-9\\.\\,]+)";

    /** What stands for an answer in which nothing was found. */
    String INVALID = "[invalid]";

    List<String> apply(List<String> answers, Map<String, Object> document);

    /** A step that needs the answers only. */
    @FunctionalInterface
    interface OfAnswers {
        List<String> apply(List<String> answers);
    }

    private static Filter of(OfAnswers filter) {
        return (answers, document) -> filter.apply(answers);
    }

    /** A filter by its name in the harness; {@code take_first} leaves a list of one. */
    static Filter of(Fields step, int repeats) {
        String name = step.text("function").orElseThrow(() -> step.refused("function", "is missing"));
        return switch (name) {
            case "regex" -> regex(step);
            case "multi_choice_regex" -> ChoiceFilter.of(step);
            case "take_first" -> plain(step, answers -> answers.subList(0, 1));
            case "take_first_k" -> firstOf(step, repeats);
            case "majority_vote" -> plain(step, answers -> List.of(mostFrequent(answers)));
            case "remove_whitespace" ->
                plain(step, answers -> answers.stream().map(String::strip).toList());
            case "lowercase" ->
                plain(
                        step,
                        answers -> answers.stream()
                                .map(answer -> answer.toLowerCase(Locale.ROOT))
                                .toList());
            case "uppercase" ->
                plain(
                        step,
                        answers -> answers.stream()
                                .map(answer -> answer.toUpperCase(Locale.ROOT))
                                .toList());
            case "map" -> map(step);
            default -> throw step.refused("function", "filter " + name + " is unsupported");
        };
    }

    private static Filter plain(Fields step, OfAnswers filter) {
        step.only(Set.of("function"));
        return of(filter);
    }

    private static Filter regex(Fields step) {
        step.only(Set.of("function", "regex_pattern", "group_select", "fallback"));
        Pattern pattern =
                PythonPattern.of(step.text("regex_pattern").orElse(NUMBER_AFTER_HASHES), step, "regex_pattern");
        int chosen = (int) step.number("group_select", 0);
        String fallback = step.text("fallback").orElse(INVALID);
        return of(answers -> answers.stream()
                .map(answer -> selected(PythonPattern.findAll(pattern, answer), chosen, fallback))
                .toList());
    }

    /** The match chosen, counted from the end where negative; of a match of several groups the first that is not empty. */
    static String selected(List<List<String>> matches, int chosen, String fallback) {
        int at = chosen < 0 ? matches.size() + chosen : chosen;
        if (at < 0 || at >= matches.size()) {
            return fallback;
        }
        List<String> groups = matches.get(at);
        return groups.size() == 1
                ? groups.getFirst().strip()
                : groups.stream()
                        .filter(group -> !group.isEmpty())
                        .findFirst()
                        .map(String::strip)
                        .orElse(fallback);
    }

    private static Filter firstOf(Fields step, int repeats) {
        step.only(Set.of("function", "k"));
        int k = step.whole("k", 1, 1);
        if (k > repeats) {
            throw step.refused("k", "takes " + k + " answers where repeats gives " + repeats);
        }
        return of(answers -> answers.subList(0, Math.min(k, answers.size())));
    }

    private static Filter map(Fields step) {
        step.only(Set.of("function", "mapping_dict", "default_value"));
        Map<String, Object> mapping = step.map("mapping_dict").values();
        String otherwise = step.text("default_value").orElse("None");
        return of(answers -> answers.stream()
                .map(answer -> mapping.getOrDefault(answer, otherwise).toString())
                .toList());
    }

    /** The first to come of those that come most often. */
    private static String mostFrequent(List<String> answers) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        answers.forEach(answer -> counts.merge(answer, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
