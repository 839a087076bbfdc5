package dev.blueline.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The harness's {@code multi_choice_regex}: which choice an answer names, as {@code (A)}. Where the pattern finds nothing, the text of a
 * choice is looked for, then a letter after a colon.
 *
 * @param step named in refusals
 * @param chosen which match counts, from the end where negative
 * @param plain what is ignored where the text of a choice is looked for
 */
record ChoiceFilter(Fields step, Pattern pattern, int chosen, String fallback, Ignored plain) implements Filter {
    private static final Pattern PUNCTUATION = Pattern.compile("\\p{P}");

    /** What to take out of a text. */
    record Ignored(List<Pattern> patterns, boolean ofCase, boolean punctuation) {
        String without(String text) {
            String left = text;
            for (Pattern each : patterns) {
                left = each.matcher(left).replaceAll("");
            }
            left = ofCase ? left.toLowerCase(Locale.ROOT) : left;
            return punctuation ? PUNCTUATION.matcher(left).replaceAll("") : left;
        }
    }

    static ChoiceFilter of(Fields step) {
        step.only(Set.of(
                "function",
                "regex_pattern",
                "group_select",
                "fallback",
                "ignore_case",
                "ignore_punctuation",
                "regexes_to_ignore"));
        return new ChoiceFilter(
                step,
                PythonPattern.of(step.text("regex_pattern").orElse(Filter.NUMBER_AFTER_HASHES), step, "regex_pattern"),
                (int) step.number("group_select", 0),
                step.text("fallback").orElse(Filter.INVALID),
                new Ignored(
                        step.texts("regexes_to_ignore").stream()
                                .map(each -> PythonPattern.of(each, step, "regexes_to_ignore"))
                                .toList(),
                        step.flag("ignore_case", false),
                        step.flag("ignore_punctuation", false)));
    }

    @Override
    public List<String> apply(List<String> answers, Map<String, Object> document) {
        if (!(document.get("choices") instanceof List<?> choices) || choices.isEmpty()) {
            throw step.refused("function", "multi_choice_regex needs documents with a list of choices");
        }
        Map<String, String> byText = new LinkedHashMap<>();
        Map<String, String> byLetter = new LinkedHashMap<>();
        List<String> texts = new ArrayList<>();
        for (Object choice : choices) {
            String letter = Character.toString('A' + byLetter.size());
            String text = plain.without(choice.toString().strip());
            texts.add(Pattern.quote(text));
            byText.put(text, "(" + letter + ")");
            byLetter.put(letter, "(" + letter + ")");
        }
        Pattern anyText = Pattern.compile(String.join("|", texts));
        Pattern anyLetter = Pattern.compile(":[\\s]*(" + String.join("|", byLetter.keySet()) + ")");
        return answers.stream()
                .map(answer -> first(
                        found(pattern, answer, Map.of()),
                        found(anyText, plain.without(answer), byText),
                        found(anyLetter, answer, byLetter)))
                .toList();
    }

    private String first(String... found) {
        for (String each : found) {
            if (!each.isEmpty()) {
                return each;
            }
        }
        return fallback;
    }

    /** Empty if there is none. */
    private String found(Pattern wanted, String answer, Map<String, String> meanings) {
        String match = Filter.selected(PythonPattern.findAll(wanted, answer), chosen, "");
        return meanings.getOrDefault(match, match);
    }
}
