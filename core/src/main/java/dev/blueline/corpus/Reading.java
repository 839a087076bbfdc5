package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found and what was passed over, counted; the documents themselves go on as they are found. */
final class Reading {
    private final Map<Skipped, Long> skipped = new EnumMap<>(Skipped.class);
    private final List<String> sources = new ArrayList<>();
    private long files;
    private long repaired;

    void add(Outcome outcome) {
        switch (outcome) {
            case Outcome.Read read -> {
                files++;
                repaired += read.repaired() ? 1 : 0;
            }
            case Outcome.PassedOver passedOver -> skipped.merge(passedOver.why(), 1L, Long::sum);
        }
    }

    void addSource(String source) {
        sources.add(source);
    }

    Map<Skipped, Long> skipped() {
        return skipped;
    }

    List<String> sources() {
        return sources;
    }

    /** Files that gave at least one document. */
    long files() {
        return files;
    }

    /** Files among them that held broken UTF-8. */
    long repaired() {
        return repaired;
    }

    /** What came of one file. */
    sealed interface Outcome {
        record Read(List<Document> documents, boolean repaired) implements Outcome {}

        record PassedOver(Skipped why) implements Outcome {}
    }
}
