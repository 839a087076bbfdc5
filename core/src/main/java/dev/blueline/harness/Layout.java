package dev.blueline.harness;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a document becomes text: templates, or names of its fields, or values.
 *
 * @param fields named in refusals
 * @param text {@code doc_to_text}
 * @param target {@code doc_to_target}
 * @param choice {@code doc_to_choice}
 * @param targetDelimiter between a question and its answer
 * @param fewshotDelimiter after an example
 * @param genPrefix what an answer begins with
 */
record Layout(
        Fields fields,
        Object text,
        Object target,
        Optional<Object> choice,
        String targetDelimiter,
        String fewshotDelimiter,
        Optional<String> genPrefix) {

    static Layout of(Fields task) {
        return new Layout(
                task,
                task.value("doc_to_text").orElse(""),
                task.value("doc_to_target").orElseThrow(() -> task.refused("doc_to_target", "is missing")),
                task.value("doc_to_choice"),
                task.text("target_delimiter").orElse(" "),
                task.text("fewshot_delimiter").orElse("\n\n"),
                task.text("gen_prefix"));
    }

    /** The same for examples, where the task lays them out differently. */
    Layout overriddenBy(Fields fewshot) {
        return new Layout(
                fewshot,
                fewshot.value("doc_to_text").orElse(text),
                fewshot.value("doc_to_target").orElse(target),
                fewshot.value("doc_to_choice").or(() -> choice),
                fewshot.text("target_delimiter").orElse(targetDelimiter),
                fewshot.text("fewshot_delimiter").orElse(fewshotDelimiter),
                fewshot.text("gen_prefix").or(() -> genPrefix));
    }

    /** The question; a number where the text is one of the choices, and each choice is a question. */
    Object question(Map<String, Object> document) {
        Object value = filled("doc_to_text", text, document);
        return value instanceof String digits && choice.isPresent() && isIndex(digits) ? Long.parseLong(digits) : value;
    }

    /** The right answer: a text, the number of a choice, or a list of them. */
    Object answer(Map<String, Object> document) {
        boolean field = target instanceof String name && document.containsKey(name);
        Object value = filled("doc_to_target", target, document);
        if (field || !(value instanceof String written)) {
            return value;
        }
        if (choice.isPresent() && isIndex(written)) {
            return Long.parseLong(written);
        }
        if (written.length() >= 2 && written.startsWith("[") && written.endsWith("]")) {
            return PythonLiteral.parse(written).orElse(written);
        }
        return written;
    }

    /** The choices, as text. */
    List<String> choices(Map<String, Object> document) {
        Object given = choice.orElseThrow(() -> fields.refused("doc_to_choice", "is missing"));
        Object value = switch (given) {
            case Map<?, ?> map -> List.copyOf(map.values());
            case String text ->
                document.containsKey(text)
                        ? filled("doc_to_choice", text, document)
                        : PythonLiteral.parse(new Template(place("doc_to_choice"), text).render(document))
                                .orElse(text);
            default -> given;
        };
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(String::valueOf).toList();
        }
        throw fields.refused("doc_to_choice", "gives no list of choices");
    }

    /** What an answer begins with. */
    String prefix(Map<String, Object> document) {
        return genPrefix
                .map(prefix -> String.valueOf(filled("gen_prefix", prefix, document)))
                .orElse("");
    }

    private Object filled(String key, Object given, Map<String, Object> document) {
        if (!(given instanceof String template)) {
            return given;
        }
        Object field = document.get(template);
        return field != null ? field : new Template(place(key), template).render(document);
    }

    private String place(String key) {
        return fields.file() + ": key \"" + fields.path() + key + "\"";
    }

    private static boolean isIndex(String text) {
        return text.matches("\\d{1,9}");
    }
}
