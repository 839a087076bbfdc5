package dev.blueline.corpus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * What is in a corpus, before anything is trained on it: each domain as it was found, and the corpus that comes of it.
 *
 * @param corpus the text cleaned, deduplicated and split, with its report
 * @param kinds files that gave text, by the ending of their names
 * @param domains what the documents are like, by domain, in alphabetical order
 * @param examples the first few of what was left out, by reason, in the order of reading
 */
public record CorpusInspection(
        Corpus corpus, Map<String, Kind> kinds, Map<String, Profile> domains, Map<Skipped, List<String>> examples) {

    /**
     * Files of one ending.
     *
     * @param files that gave text
     * @param documents that they gave
     * @param characters of these documents
     */
    public record Kind(long files, long documents, long characters) {}

    /**
     * Reads and looks.
     *
     * @param samples documents of each domain to keep the start of
     * @param progress is told the share of the files' bytes read so far, from any thread
     * @throws dev.blueline.ledger.BadInput if a source cannot be used
     */
    public static CorpusInspection of(CorpusSelection selection, int samples, DoubleConsumer progress) {
        Inspector inspector = new Inspector(selection, samples, progress);
        Corpus corpus = Corpus.read(selection, inspector);
        return inspector.result(corpus);
    }

    /** Documents there were, before duplicates were dropped. */
    public long documents() {
        return domains.values().stream().mapToLong(Profile::documents).sum();
    }

    /** Bytes of their text. */
    public long bytes() {
        return domains.values().stream().mapToLong(Profile::bytes).sum();
    }

    /** Sees all that passes while a corpus is read. */
    static final class Inspector implements Consumer<Document> {
        private final Map<String, Profiler> profilers = new TreeMap<>();
        private final Progress progress;
        private final int samples;
        private Reading reading = new Reading();

        Inspector(CorpusSelection selection, int samples, DoubleConsumer progress) {
            this.samples = samples;
            this.progress = new Progress(selection, progress);
        }

        @Override
        public void accept(Document document) {
            profilers
                    .computeIfAbsent(document.domain(), domain -> new Profiler(samples))
                    .accept(document);
        }

        void read(long bytes) {
            progress.read(bytes);
        }

        void finished(Reading all) {
            reading = all;
        }

        private CorpusInspection result(Corpus corpus) {
            Map<String, Profile> domains = new TreeMap<>();
            profilers.forEach((domain, profiler) -> domains.put(domain, profiler.profile()));
            Map<Skipped, List<String>> examples = new TreeMap<>();
            reading.skipped()
                    .keySet()
                    .forEach(why -> examples.put(why, reading.passedOver().examples(why)));
            return new CorpusInspection(corpus, reading.kinds(), domains, examples);
        }
    }

    /** Bytes read as a share of all there are. */
    private static final class Progress {
        private final double all;
        private final DoubleConsumer told;
        private long done;

        Progress(CorpusSelection selection, DoubleConsumer told) {
            this.all = selection.sources().isEmpty()
                    ? Sources.size(BuiltInCorpus.folder())
                    : Sources.size(selection.sources());
            this.told = told;
        }

        synchronized void read(long bytes) {
            done += bytes;
            if (all > 0) { // of standard input nobody knows the length
                told.accept(Math.min(1, done / all));
            }
        }
    }
}
