package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was not taken into the corpus, counted by reason, with the first few of each by name. */
final class PassedOver {
    private static final int EXAMPLES = 5;

    private final Map<Skipped, Long> counts = new EnumMap<>(Skipped.class);
    private final Map<Skipped, List<String>> examples = new EnumMap<>(Skipped.class);

    /**
     * @param what the file or record, and what is the matter with it
     */
    void add(Skipped why, String what) {
        counts.merge(why, 1L, Long::sum);
        List<String> named = examples.computeIfAbsent(why, first -> new ArrayList<>());
        if (named.size() < EXAMPLES) {
            named.add(OneLine.of(what));
        }
    }

    void addAll(PassedOver other) {
        other.counts.forEach((why, count) -> counts.merge(why, count, Long::sum));
        other.examples.forEach((why, more) -> {
            List<String> named = examples.computeIfAbsent(why, first -> new ArrayList<>());
            named.addAll(more.subList(0, Math.min(more.size(), EXAMPLES - named.size())));
        });
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    long count(Skipped why) {
        return counts.getOrDefault(why, 0L);
    }

    Map<Skipped, Long> counts() {
        return counts;
    }

    /** The first few, in the order of reading. */
    List<String> examples(Skipped why) {
        return examples.getOrDefault(why, List.of());
    }
}
