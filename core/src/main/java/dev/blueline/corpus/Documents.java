package dev.blueline.corpus;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One side of a corpus: documents in a fixed order, read from disk as they are asked for. Safe for use by many threads.
 */
public final class Documents implements Iterable<Document> {
    private static final ValueLayout.OfLong ID = ValueLayout.JAVA_LONG_UNALIGNED;

    private final LongFunction<StoredDocument> store;
    private final MemorySegment cuts;
    private final LongUnaryOperator ids;
    private final long count;

    /**
     * @param ids for each document its place in the store, or the complement of its place in the cuts
     */
    Documents(DocumentStore store, MemorySegment cuts, MemorySegment ids) {
        this(store::at, cuts, i -> ids.getAtIndex(ID, i), ids.byteSize() / Long.BYTES);
    }

    private Documents(LongFunction<StoredDocument> store, MemorySegment cuts, LongUnaryOperator ids, long count) {
        this.store = store;
        this.cuts = cuts;
        this.ids = ids;
        this.count = count;
    }

    /** Documents in memory, in the order given: made-up text. */
    public static Documents of(List<Document> documents) {
        List<StoredDocument> stored = documents.parallelStream()
                .map(document -> new StoredDocument(MemorySegment.ofArray(StoredDocument.bytes(document, 0)), 0))
                .toList();
        return new Documents(i -> stored.get((int) i), MemorySegment.NULL, i -> i, stored.size());
    }

    /** Documents there are. */
    public long count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public Document get(long index) {
        long id = ids.applyAsLong(index);
        if (id >= 0) {
            return store.apply(id).document();
        }
        Cut cut = Cut.read(cuts, ~id);
        Document whole = store.apply(cut.place()).document();
        return whole.withText(Paragraphs.without(whole.text(), cut.paragraphs()));
    }

    /** Number of the source that the document is from, in the order in which sources were named. */
    public int source(long index) {
        return stored(index).source();
    }

    /** Bytes of the document's text before repeated paragraphs were taken out: quick, and hardly too large. */
    public long roughBytes(long index) {
        return stored(index).bytes();
    }

    private StoredDocument stored(long index) {
        long id = ids.applyAsLong(index);
        return store.apply(id >= 0 ? id : Cut.read(cuts, ~id).place());
    }

    /** Whether the text is as it lies in the store. */
    boolean isWhole(long index) {
        return ids.applyAsLong(index) >= 0;
    }

    StoredDocument whole(long index) {
        return store.apply(ids.applyAsLong(index));
    }

    /** The documents of the given indices in that order. */
    public Documents in(LongUnaryOperator order, long howMany) {
        return new Documents(store, cuts, i -> ids.applyAsLong(order.applyAsLong(i)), howMany);
    }

    /** The documents in order; may be made parallel. */
    public Stream<Document> stream() {
        return LongStream.range(0, count).mapToObj(this::get);
    }

    @Override
    public Iterator<Document> iterator() {
        return stream().iterator();
    }
}
