package dev.blueline.corpus;

import dev.blueline.corpus.CorpusReport.DomainSize;
import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Text to train on and text held out, as documents.
 *
 * <p>Files are read and cleaned in parallel, groups fall on their side by the hash of their name, duplicates go, and each
 * side is put in the order of its documents' hashes: an even mixture of the domains that is the same on every machine.
 *
 * @param training documents to train on, in the order of training
 * @param validation documents held out, in a fixed order
 * @param report what is in it, and what was left out
 */
public record Corpus(List<Document> training, List<Document> validation, CorpusReport report) {
    /** The word that stands for the sources of the running JDK. */
    public static final String JDK = "jdk";

    /**
     * Reads the given sources: files, folders, archives, the word {@value #JDK}; the built-in corpus if none is given.
     *
     * @throws BadInput if a source is missing, empty, binary or without text
     */
    public static Corpus read(List<String> sources) {
        return read(CorpusSelection.of(sources, List.of()));
    }

    /** As {@link #read(List)}, from what is already understood. */
    public static Corpus read(CorpusSelection selection) {
        return selection.sources().isEmpty() ? builtIn() : of(selection, document -> {}, bytes -> {}, reading -> {});
    }

    /** As {@link #read(CorpusSelection)}, while an inspector sees what passes. */
    static Corpus read(CorpusSelection selection, CorpusInspection.Inspector inspector) {
        return selection.sources().isEmpty()
                ? builtIn(BuiltInCorpus.folder(), inspector, inspector::read, inspector::finished)
                : of(selection, inspector, inspector::read, inspector::finished);
    }

    /** WordNet glosses, Europarl passages, and code and documentation of Apache-licensed Java libraries. */
    public static Corpus builtIn() {
        return builtIn(BuiltInCorpus.folder());
    }

    static Corpus builtIn(Path folder) {
        return builtIn(folder, document -> {}, bytes -> {}, reading -> {});
    }

    private static Corpus builtIn(
            Path folder, Consumer<Document> sees, LongConsumer bytesRead, Consumer<Reading> finished) {
        List<Document> found = new ArrayList<>();
        // other files in the jars are left alone: test data, configuration, notices
        List<CorpusReader> readers = List.of(new WordNetReader(), new EuroparlReader(), new JavaReader());
        Sources sources = new Sources(readers, List.of(), sees.andThen(found::add), bytesRead);
        BuiltInCorpus.jars(folder).forEach(sources::read);
        finished.accept(sources.reading());
        return of(found, sources.reading());
    }

    private static Corpus of(
            CorpusSelection selection, Consumer<Document> sees, LongConsumer bytesRead, Consumer<Reading> finished) {
        List<CorpusReader> readers = new ArrayList<>();
        ServiceLoader.load(CorpusReader.class).forEach(readers::add);
        readers.add(new PlainTextReader());
        List<Document> found = new ArrayList<>();
        Sources sources = new Sources(readers, selection.textColumns(), sees.andThen(found::add), bytesRead);
        selection.sources().forEach(sources::read);
        finished.accept(sources.reading());
        return of(found, sources.reading());
    }

    private static Corpus of(List<Document> found, Reading reading) {
        List<Document> documents = Sections.divide(found);
        double fraction = 0;
        Deduplication.Sides sides = new Deduplication.Sides(List.of(), List.of(), 0, 0);
        for (double candidate : Split.FRACTIONS) {
            fraction = candidate;
            sides = Deduplication.sides(documents, Split.validation(fraction));
            if (bytes(sides.validation()) >= Split.ENOUGH_BYTES) {
                break;
            }
        }
        if (sides.validation().isEmpty() || sides.training().isEmpty()) {
            sides = Deduplication.sides(documents, Split.singleGroup(documents));
        }
        if (sides.training().isEmpty()) {
            throw new BadInput("corpus: " + String.join(", ", reading.sources())
                    + " left no text after cleaning; give more, or other, text");
        }
        return new Corpus(sides.training(), sides.validation(), report(reading, sides, fraction));
    }

    private static CorpusReport report(Reading reading, Deduplication.Sides sides, double fraction) {
        Map<String, long[]> sizes = new TreeMap<>();
        MessageDigest digest = TextHash.sha256();
        addSide(sides.training(), 0, sizes, digest);
        digest.update((byte) 1);
        addSide(sides.validation(), 2, sizes, digest);
        Map<String, DomainSize> domains = new TreeMap<>();
        sizes.forEach((domain, size) -> domains.put(domain, new DomainSize(size[0], size[1], size[2], size[3])));
        Map<Skipped, Long> skipped = new EnumMap<>(Skipped.class);
        skipped.putAll(reading.skipped());
        skipped.put(Skipped.DUPLICATE, sides.duplicates());
        skipped.put(Skipped.REPEATED_PARAGRAPH, sides.repeatedParagraphs());
        return new CorpusReport(
                List.copyOf(reading.sources()),
                reading.files(),
                Collections.unmodifiableMap(domains),
                fraction,
                Collections.unmodifiableMap(skipped),
                reading.repaired(),
                Deduplication.sharedLongLines(sides.training(), sides.validation()),
                TextHash.hex(digest));
    }

    private static void addSide(List<Document> side, int at, Map<String, long[]> sizes, MessageDigest digest) {
        for (Document document : side) {
            long[] size = sizes.computeIfAbsent(document.domain(), domain -> new long[4]);
            size[at]++;
            size[at + 1] += document.bytes();
            TextHash.add(digest, document.domain());
            TextHash.add(digest, document.group());
            TextHash.add(digest, document.name());
            TextHash.add(digest, document.text());
        }
    }

    private static long bytes(List<Document> documents) {
        return documents.parallelStream().mapToLong(Document::bytes).sum();
    }
}
