package dev.blueline.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lays out what a model is asked: description, examples, question. Examples are drawn in the order of the documents from one stream of
 * random numbers, as the harness draws them, so that the same seed shows the same examples.
 */
final class Prompts {
    private final TaskConfig task;
    private final int fewshot;
    private final List<Map<String, Object>> pool;
    private final Map<Integer, String> texts = new HashMap<>();
    private final PythonRandom random;
    private final boolean mayDrawItself;

    /**
     * @param fewshot examples before each question
     * @param pool what they are taken from
     */
    Prompts(TaskConfig task, int fewshot, List<Map<String, Object>> pool, long seed) {
        this.task = task;
        this.fewshot = fewshot;
        this.pool = pool;
        random = new PythonRandom(seed);
        mayDrawItself = task.fewshotSplit().equals(task.testSplit())
                || task.fewshotSource().equals(task.split());
        int needed = fewshot + (mayDrawItself && !ownExamples(task) && fewshot > 0 ? 1 : 0);
        if (pool.size() < needed) {
            throw task.keys()
                    .refused(
                            "num_fewshot",
                            fewshot + " examples are wanted, and there are " + pool.size() + " to take from");
        }
    }

    /**
     * What examples are taken from.
     *
     * @param asked documents of the split that is asked, which may be theirs too
     */
    static List<Map<String, Object>> pool(TaskConfig task, List<Map<String, Object>> asked) {
        if (ownExamples(task)) {
            return task.samples();
        }
        String source = task.fewshotSource();
        return source.equals(task.split()) ? asked : Documents.read(task.data(), source);
    }

    private static boolean ownExamples(TaskConfig task) {
        return !task.samples().isEmpty() && task.fewshotSplit().isEmpty();
    }

    /** What stands before a question. */
    private String before(Map<String, Object> document) {
        StringBuilder text = new StringBuilder(
                new Template(task.keys().file() + ": key \"description\"", task.description()).render(document));
        for (int i : examples(document)) {
            text.append(texts.computeIfAbsent(i, unseen -> example(pool.get(unseen))));
        }
        return text.toString();
    }

    /** Places in the pool. */
    private int[] examples(Map<String, Object> document) {
        if (fewshot == 0) {
            return new int[0];
        }
        IntStream drawn = task.firstExamples()
                ? IntStream.range(0, pool.size())
                : IntStream.of(random.sample(pool.size(), fewshot + (mayDrawItself ? 1 : 0)));
        return drawn.filter(i -> !mayDrawItself || !pool.get(i).equals(document))
                .limit(fewshot)
                .toArray();
    }

    private String example(Map<String, Object> example) {
        Layout layout = task.exampleLayout();
        Object question = layout.question(example);
        List<String> choices = layout.choice().isPresent() ? layout.choices(example) : List.of();
        String asked = question instanceof Long number ? choice(choices, number, "doc_to_text") : question.toString();
        Object target = layout.answer(example);
        String answer = question instanceof Long ? target.toString() : answer(target, choices);
        String prefix = layout.prefix(example);
        String gap = prefix.isEmpty() || needsGap(asked, prefix) ? layout.targetDelimiter() : "";
        return asked + gap + joined(prefix, answer) + layout.fewshotDelimiter();
    }

    /** A choice by its number, the first of several answers, or the answer itself. */
    private String answer(Object target, List<String> choices) {
        if (target instanceof Long number && !choices.isEmpty()) {
            return choice(choices, number, "doc_to_target");
        }
        return target instanceof List<?> list && !list.isEmpty()
                ? list.getFirst().toString()
                : target.toString();
    }

    private String choice(List<String> choices, long number, String key) {
        if (number < 0 || number >= choices.size()) {
            throw task.keys().refused(key, "gives choice " + number + " of " + choices.size());
        }
        return choices.get((int) number);
    }

    /** The prompt of a document; of one whose question is a choice, that of each choice. */
    List<String> of(Map<String, Object> document) {
        Layout layout = task.layout();
        String before = before(document);
        String prefix = layout.prefix(document);
        Object asked = layout.question(document);
        if (asked instanceof Long) {
            return layout.choices(document).stream()
                    .map(choice -> before + choice + prefix)
                    .toList();
        }
        String question = asked.toString();
        String gap = !prefix.isEmpty() && needsGap(question, prefix) ? layout.targetDelimiter() : "";
        return List.of(before + question + gap + prefix);
    }

    private static boolean needsGap(String before, String after) {
        return !before.isEmpty()
                && !Character.isWhitespace(before.charAt(before.length() - 1))
                && !Character.isWhitespace(after.charAt(0));
    }

    private static String joined(String prefix, String answer) {
        if (prefix.isEmpty() || answer.isEmpty()) {
            return prefix + answer;
        }
        return prefix + (needsGap(prefix, answer) ? " " : "") + answer;
    }
}
