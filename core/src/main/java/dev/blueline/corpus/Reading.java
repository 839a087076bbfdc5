package dev.blueline.corpus;

import dev.blueline.corpus.CorpusInspection.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was found and what was passed over, counted; the documents themselves go on as they are found. */
final class Reading {
    private final PassedOver passedOver = new PassedOver();
    private final List<String> sources = new ArrayList<>();
    private final Map<String, Kind> kinds = new TreeMap<>();
    private long files;
    private long documents;
    private long repaired;

    /** A file that gave at least one document. */
    void addFile(String ending, long itsDocuments, long characters, boolean wasRepaired) {
        files++;
        documents += itsDocuments;
        repaired += wasRepaired ? 1 : 0;
        kinds.merge(ending, new Kind(1, itsDocuments, characters), Reading::sum);
    }

    private static Kind sum(Kind a, Kind b) {
        return new Kind(a.files() + b.files(), a.documents() + b.documents(), a.characters() + b.characters());
    }

    void addAll(Reading other) {
        passedOver.addAll(other.passedOver);
        other.kinds.forEach((ending, kind) -> kinds.merge(ending, kind, Reading::sum));
        files += other.files;
        documents += other.documents;
        repaired += other.repaired;
        sources.addAll(other.sources);
    }

    void addSource(String source) {
        sources.add(source);
    }

    PassedOver passedOver() {
        return passedOver;
    }

    Map<Skipped, Long> skipped() {
        return passedOver.counts();
    }

    List<String> sources() {
        return sources;
    }

    /** Files that gave text, by the ending of their names. */
    Map<String, Kind> kinds() {
        return kinds;
    }

    /** Files that gave at least one document. */
    long files() {
        return files;
    }

    long documents() {
        return documents;
    }

    /** Files among them that held broken UTF-8. */
    long repaired() {
        return repaired;
    }
}
