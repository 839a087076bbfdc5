package dev.blueline.harness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;

/**
 * How much of a task stands in training text: runs of {@value #WORDS} words, as for GPT-3 (Brown et al. 2020, appendix C); of an item
 * with fewer words, all of them.
 *
 * @param items number of items
 * @param found items of which a run of words stands in the training text
 * @param overlap mean share of an item's runs that stand there
 * @param shortest words of the shortest item
 * @param wordless items without words, which count as clean
 * @param clean figures on the items that do not stand there; none if all do
 * @param foundFigures figures on the others; none if there are none
 * @param overlaps share of each item, by its place in the split
 * @param text where the training text lies
 */
public record Contamination(
        int items,
        int found,
        double overlap,
        int shortest,
        int wordless,
        List<Figure> clean,
        List<Figure> foundFigures,
        Map<Integer, Double> overlaps,
        String text) {
    /** Length of the runs looked for. */
    public static final int WORDS = 13;

    private record Item(int id, List<Long> grams, int words) {}

    /** Looks for the items of all tasks in one pass over the training text. */
    static Map<String, Contamination> of(List<TaskResult> results, TrainingText training, DoubleConsumer progress) {
        Map<String, List<Item>> items = new LinkedHashMap<>();
        results.forEach(result -> items.put(result.name(), items(result)));
        Map<Integer, Set<Long>> wanted = new HashMap<>();
        items.values().stream()
                .flatMap(Collection::stream)
                .forEach(item -> wanted.computeIfAbsent(Math.min(WORDS, item.words()), length -> new HashSet<>())
                        .addAll(item.grams()));
        Set<Long> seen = seen(wanted, training, progress);
        Map<String, Contamination> all = new LinkedHashMap<>();
        for (TaskResult result : results) {
            all.put(result.name(), of(result, items.getOrDefault(result.name(), List.of()), seen, training.where()));
        }
        return all;
    }

    private static Set<Long> seen(Map<Integer, Set<Long>> wanted, TrainingText training, DoubleConsumer progress) {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        AtomicLong read = new AtomicLong();
        double count = Math.max(1, training.count());
        training.documents().parallel().forEach(document -> {
            long[] words = WordGrams.words(document.text());
            wanted.forEach((length, grams) -> WordGrams.each(words, length, gram -> {
                if (grams.contains(gram)) {
                    seen.add(gram);
                }
            }));
            long done = read.incrementAndGet();
            if (done % 1_000 == 0) {
                progress.accept(done / count);
            }
        });
        return seen;
    }

    private static List<Item> items(TaskResult result) {
        TaskConfig task = result.task();
        List<Item> items = new ArrayList<>();
        for (Sample sample : result.samples()) {
            if (sample.replicate() == 0
                    && sample.filter().equals(task.filters().getFirst().name())) {
                long[] words = WordGrams.words(text(task, sample));
                int length = Math.min(WORDS, words.length);
                items.add(new Item(sample.id(), length == 0 ? List.of() : WordGrams.of(words, length), words.length));
            }
        }
        return items;
    }

    /** What the task says to look for; else question and right answer. */
    private static String text(TaskConfig task, Sample sample) {
        Map<String, Object> document = sample.document();
        if (task.suspect().isPresent()) {
            String key = "doc_to_decontamination_query";
            Object field = document.get(task.suspect().get());
            return field != null
                    ? field.toString()
                    : new Template(
                                    task.keys().file() + ": key \"" + key + "\"",
                                    task.suspect().get())
                            .render(document);
        }
        Layout layout = task.layout();
        Object question = layout.question(document);
        Object target = sample.target();
        boolean ofChoices = task.type() == OutputType.MULTIPLE_CHOICE;
        if (question instanceof Long place) {
            return layout.choices(document).get(place.intValue()) + " " + target;
        }
        String answer = ofChoices && target instanceof Long place
                ? layout.choices(document).get(place.intValue())
                : target.toString();
        return question + " " + answer;
    }

    private static Contamination of(TaskResult result, List<Item> items, Set<Long> seen, String text) {
        Map<Integer, Double> overlaps = new LinkedHashMap<>();
        int found = 0;
        double sum = 0;
        int shortest = Integer.MAX_VALUE;
        int wordless = 0;
        for (Item item : items) {
            double share = item.grams().isEmpty()
                    ? 0
                    : (double) item.grams().stream().filter(seen::contains).count()
                            / item.grams().size();
            overlaps.put(item.id(), share);
            found += share > 0 ? 1 : 0;
            sum += share;
            shortest = Math.min(shortest, item.words());
            wordless += item.words() == 0 ? 1 : 0;
        }
        return new Contamination(
                items.size(),
                found,
                sum / items.size(),
                shortest,
                wordless,
                result.figures(id -> overlaps.getOrDefault(id, 0.0) == 0),
                result.figures(id -> overlaps.getOrDefault(id, 0.0) > 0),
                overlaps,
                text);
    }
}
