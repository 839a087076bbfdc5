package dev.blueline.corpus;

import dev.blueline.ledger.DurableFiles;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * All documents of a selection as they were found, before duplicates are taken out, in the order of reading; on disk, so that they
 * can be looked at more than once even if they came from standard input. In the heap lie 8 bytes a document. Safe for use by
 * many threads.
 */
public final class DocumentPool implements AutoCloseable {
    private static final String STORE = "documents.store";

    private final Path folder;
    private final DocumentStore store;
    private final long[] places;

    private DocumentPool(Path folder) {
        this.folder = folder;
        store = DocumentStore.open(folder.resolve(STORE));
        places = new long[Math.toIntExact(store.count())];
        int i = 0;
        for (StoredDocument document : store) {
            places[i++] = document.at();
        }
    }

    /**
     * Reads a selection; its weights do not count.
     *
     * @param folder for the documents; what is in it goes, and it is deleted when the pool is closed
     * @param progress hears the share of the files' bytes read so far, from any thread
     * @throws dev.blueline.ledger.BadInput if a source cannot be used
     */
    public static DocumentPool read(CorpusSelection selection, Path folder, DoubleConsumer progress) {
        Preparation.Input input = Corpus.input(selection);
        double all = input.bytes();
        AtomicLong done = new AtomicLong();
        return fill(
                folder,
                writer -> input.read(writer, writer, bytes -> {
                    long read = done.addAndGet(bytes);
                    if (all > 0) { // of standard input nobody knows the length
                        progress.accept(Math.min(1, read / all));
                    }
                }));
    }

    /**
     * Documents that are made rather than read.
     *
     * @param folder for the documents; what is in it goes, and it is deleted when the pool is closed
     */
    public static DocumentPool of(Iterable<Document> documents, Path folder) {
        return fill(folder, writer -> documents.forEach(writer));
    }

    private static DocumentPool fill(Path folder, Consumer<DocumentWriter> reading) {
        Corpus.delete(folder);
        DurableFiles.createFolder(folder);
        try (DocumentWriter writer = new DocumentWriter(folder.resolve(STORE))) {
            reading.accept(writer);
            writer.finish();
        } catch (RuntimeException failure) {
            Corpus.delete(folder);
            throw failure;
        }
        return new DocumentPool(folder);
    }

    public int size() {
        return places.length;
    }

    public Document get(int index) {
        return stored(index).document();
    }

    /** The documents in order. */
    public Iterable<Document> documents() {
        return () -> IntStream.range(0, places.length).mapToObj(this::get).iterator();
    }

    StoredDocument stored(int index) {
        return store.at(places[index]);
    }

    /** The document at a place in the store. */
    StoredDocument at(long place) {
        return store.at(place);
    }

    /** Places of the documents in the store, ascending. */
    long place(int index) {
        return places[index];
    }

    /** Documents that near-duplicates are looked for among. */
    long compared() {
        return store.compared();
    }

    /** Where the documents lie. */
    public Path folder() {
        return folder;
    }

    /** Deletes what lies on disk. */
    @Override
    public void close() {
        Corpus.delete(folder);
    }
}
