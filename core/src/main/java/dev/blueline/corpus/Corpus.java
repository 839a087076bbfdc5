package dev.blueline.corpus;

import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Text to train on and text held out, as documents on disk: it may be far larger than main memory.
 *
 * <p>Files are read and cleaned in parallel, groups fall on their side by the hash of their name, duplicates and
 * near-duplicates go, and each side is put in the order of its documents' hashes: an even mixture of the domains that is
 * the same on every machine, for any number of threads and however often the reading was stopped.
 *
 * @param training documents to train on, in the order of training
 * @param validation documents held out, in a fixed order
 * @param report what is in it, and what was left out
 * @param folder where it lies, for what is made from it; deleted already if nobody named one
 */
public record Corpus(Documents training, Documents validation, CorpusReport report, Path folder) {
    /** The word that stands for the sources of the running JDK. */
    public static final String JDK = "jdk";

    /**
     * Reads the given sources: files, folders, archives, the word {@value #JDK}; the built-in corpus if none is given.
     * What it needs on disk goes to a temporary folder.
     *
     * @throws dev.blueline.ledger.BadInput if a source is missing, empty, binary or without text
     */
    public static Corpus read(List<String> sources) {
        return read(CorpusSelection.of(sources, List.of()));
    }

    /** As {@link #read(List)}, from what is already understood. */
    public static Corpus read(CorpusSelection selection) {
        return inTemporaryFolder(input(selection), (removed, kept) -> {});
    }

    /**
     * As {@link #read(List)}, in a folder that is kept: reading again what has not changed takes no time, and reading that
     * was stopped goes on. Disk needed: the cleaned text, and a tenth to a third of it beside.
     *
     * @param folder made if need be; nothing but this corpus may be in it
     * @param says hears a line on every stage that is long, and on all that was found wrong and mended
     */
    public static Corpus read(CorpusSelection selection, Path folder, Consumer<String> says) {
        return in(folder, input(selection), says, (removed, kept) -> {});
    }

    /** A corpus that was read into a folder before, its sources there or not; nothing if it is not there whole. */
    public static Optional<Corpus> prepared(Path folder) {
        return Preparation.before(folder);
    }

    /** As {@link #read(CorpusSelection)}, while an inspector sees what passes. */
    static Corpus read(CorpusSelection selection, CorpusInspection.Inspector inspector) {
        return inTemporaryFolder(new InspectedInput(input(selection), inspector), (removed, kept) -> {});
    }

    /** This corpus with other text to train on, such as a part of it. */
    public Corpus withTraining(Documents documents) {
        return new Corpus(documents, validation, report, folder);
    }

    /** WordNet glosses, Europarl passages, and code and documentation of Apache-licensed Java libraries. */
    public static Corpus builtIn() {
        return read(CorpusSelection.BUILT_IN);
    }

    static Corpus builtIn(Path folder) {
        return inTemporaryFolder(SourceInput.builtIn(folder), (removed, kept) -> {});
    }

    static Preparation.Input input(CorpusSelection selection) {
        if (selection.sources().isEmpty()) {
            return SourceInput.builtIn(BuiltInCorpus.folder());
        }
        List<CorpusReader> readers = new ArrayList<>();
        ServiceLoader.load(CorpusReader.class).forEach(readers::add);
        readers.add(new PlainTextReader());
        return SourceInput.of(selection, readers);
    }

    static Corpus inTemporaryFolder(Preparation.Input input, BiConsumer<StoredDocument, StoredDocument> nearDuplicate) {
        try {
            Path folder = Files.createTempDirectory("blueline-corpus-");
            try {
                return in(folder, input, line -> {}, nearDuplicate);
            } finally {
                delete(folder);
            }
        } catch (IOException failure) {
            throw WriteFailure.of(Path.of(System.getProperty("java.io.tmpdir")), failure);
        }
    }

    static Corpus in(
            Path folder,
            Preparation.Input input,
            Consumer<String> says,
            BiConsumer<StoredDocument, StoredDocument> nearDuplicate) {
        DurableFiles.createFolder(folder);
        return new Preparation(input, folder, says, nearDuplicate).corpus();
    }

    /** Whether a folder holds text that was prepared before, or a part of it. */
    public static boolean isPrepared(Path folder) {
        return Files.exists(folder.resolve(Preparation.READING));
    }

    /** @throws WriteFailure if the folder's disk has no room for so many bytes */
    public static void requireSpace(Path folder, long bytes) {
        Scratch.requireSpace(folder, bytes);
    }

    /** Deletes a corpus's folder; what is mapped from it stays readable until it is forgotten. */
    public static void delete(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                Preparation.deleteAll(folder);
                Files.delete(folder);
            }
        } catch (IOException mapped) {
            // where a mapped file cannot be deleted, as under Windows, the system's own cleaning does it
        }
    }
}
