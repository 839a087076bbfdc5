package dev.blueline.pretraining;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.CorpusReport.DomainSize;
import dev.blueline.corpus.Document;
import dev.blueline.corpus.Documents;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.tasks.Fact;
import dev.blueline.tasks.FactCounter;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.Leakage;
import dev.blueline.tasks.Lecture;
import dev.blueline.tasks.Passages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What keeps questions and training text apart: passages that hold an example of the lecture are not trained on, and items
 * whose true text stands in training text are not asked.
 *
 * @param key of the text and the items that it was found for
 * @param documents indices in the training side, rising, of documents of which nothing is left
 * @param cut indices of documents that lose a passage, rising
 * @param removed what training loses, by domain
 * @param items texts of items, prompt and answer
 * @param stated sentences of the training side that name both sides of a fact, for each fact that is asked
 */
record Withheld(
        String key,
        long[] documents,
        long[] cut,
        Map<String, Removed> removed,
        Set<String> items,
        List<Stated> stated) {
    /** Named in the key: what an earlier version found is searched again. */
    private static final String RULE = "passages 1";

    private static final String FILE = "withheld.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * What training loses of a domain.
     *
     * @param documents of which nothing is left
     * @param bytes UTF-8
     */
    record Removed(long documents, long bytes) {
        private Removed and(long moreDocuments, long moreBytes) {
            return new Removed(documents + moreDocuments, bytes + moreBytes);
        }
    }

    record Stated(Fact fact, long times) {}

    /** Reads all training text once; what was found is kept in the corpus's folder. */
    static Withheld of(Corpus corpus, List<Item> items) {
        Path file = corpus.folder().resolve(FILE);
        List<String> sought = Stream.concat(items.stream().map(Item::text), Lecture.excluded().stream())
                .toList();
        List<Fact> facts =
                items.stream().flatMap(item -> item.fact().stream()).distinct().toList();
        String key = Fingerprint.of(RULE + corpus.report().hash() + String.join("\n", sought) + facts);
        if (SealedFiles.isSound(file)) {
            Withheld kept = JSON.readValue(SealedFiles.read(file), Withheld.class);
            if (kept.key().equals(key)) {
                return kept;
            }
        }
        Withheld found = new Search(corpus.training(), sought, facts).all(key);
        if (Files.isDirectory(corpus.folder())) {
            SealedFiles.write(file, JSON.writeValueAsBytes(found));
        }
        return found;
    }

    private static Passages lecture() {
        return new Passages(Leakage.of(Lecture.excluded()));
    }

    /** One pass over the training side, on all cores. */
    private static final class Search {
        private final Documents training;
        private final Leakage leakage;
        private final List<Fact> facts;
        private final FactCounter counter;
        private final Set<String> lecture = Set.copyOf(Lecture.excluded());
        private final Passages passages = lecture();
        private final Set<Long> documents = new TreeSet<>();
        private final Set<Long> cut = new TreeSet<>();
        private final Map<String, Removed> removed = new TreeMap<>();
        private final Set<String> items = new TreeSet<>();

        Search(Documents training, List<String> sought, List<Fact> facts) {
            this.training = training;
            this.leakage = Leakage.of(sought);
            this.facts = facts;
            this.counter = new FactCounter(facts);
        }

        Withheld all(String key) {
            LongStream.range(0, training.count()).parallel().forEach(this::search);
            return new Withheld(
                    key,
                    documents.stream().mapToLong(Long::longValue).toArray(),
                    cut.stream().mapToLong(Long::longValue).toArray(),
                    removed,
                    items,
                    facts.stream()
                            .map(fact -> new Stated(fact, counter.times(fact)))
                            .filter(stated -> stated.times() > 0)
                            .toList());
        }

        private void search(long index) {
            Document document = training.get(index);
            String text = document.text();
            Set<String> found = leakage.all(text);
            if (found.stream().anyMatch(lecture::contains)) {
                text = passages.without(text);
                found = leakage.all(text);
                lose(index, document, text);
            }
            if (!found.isEmpty()) {
                synchronized (items) {
                    items.addAll(found);
                }
            }
            if (!facts.isEmpty()) {
                counter.count(text);
            }
        }

        private void lose(long index, Document document, String left) {
            boolean whole = left.isBlank();
            long bytes = document.bytes() - new Document("", "", "", left).bytes();
            synchronized (removed) {
                (whole ? documents : cut).add(index);
                removed.merge(
                        document.domain(),
                        new Removed(whole ? 1 : 0, bytes),
                        (one, other) -> one.and(other.documents(), other.bytes()));
            }
        }
    }

    /** The corpus without the passages, and its report with what is left. */
    Corpus from(Corpus corpus) {
        if (removed.isEmpty()) {
            return corpus;
        }
        long[] kept = LongStream.range(0, corpus.training().count())
                .filter(i -> Arrays.binarySearch(documents, i) < 0)
                .toArray();
        Documents left = corpus.training().rewritten(cut, lecture()::without).in(i -> kept[(int) i], kept.length);
        return new Corpus(left, corpus.validation(), report(corpus.report()), corpus.folder());
    }

    private CorpusReport report(CorpusReport whole) {
        Map<String, DomainSize> domains = new TreeMap<>(whole.domains());
        removed.forEach((domain, lost) -> domains.computeIfPresent(
                domain,
                (name, size) -> new DomainSize(
                        size.trainingDocuments() - lost.documents(),
                        Math.max(0, size.trainingBytes() - lost.bytes()),
                        size.validationDocuments(),
                        size.validationBytes())));
        return new CorpusReport(
                whole.sources(),
                whole.files(),
                domains,
                whole.validationFraction(),
                whole.skipped(),
                whole.repairedFiles(),
                whole.sharedLongLines(),
                Fingerprint.of(whole.hash() + RULE + Arrays.toString(documents) + Arrays.toString(cut)),
                whole.weights());
    }

    /** The items without those that training text states. */
    List<Item> from(List<Item> asked) {
        List<Item> kept = new ArrayList<>(asked);
        kept.removeIf(item -> items.contains(item.text()));
        return List.copyOf(kept);
    }

    /** How often the training side states each fact; those it never does are missing. */
    Map<Fact, Long> statements() {
        Map<Fact, Long> times = new HashMap<>();
        stated.forEach(each -> times.put(each.fact(), each.times()));
        return times;
    }

    /** A sentence on the text that is not trained on, if there is any. */
    Optional<String> inWords() {
        if (removed.isEmpty()) {
            return Optional.empty();
        }
        long bytes = removed.values().stream().mapToLong(Removed::bytes).sum();
        int all = documents.length + cut.length;
        return Optional.of(String.format(
                Locale.ROOT,
                "%d training %s an example that is shown and must not be learned (the lecture's, see docs/skills.md): the"
                        + " passages are left out of training, %s in all%s",
                all,
                all == 1 ? "document holds" : "documents hold",
                bytes < 1_000_000 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f MB", bytes * 1e-6),
                documents.length == 0 ? "" : "; of " + documents.length + " nothing is left"));
    }
}
