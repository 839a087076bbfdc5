package dev.blueline.corpus;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
    private final Rewriting rewriting;

    /**
     * Documents that are given with another text than they have in the store.
     *
     * @param ids of them
     */
    private record Rewriting(Set<Long> ids, UnaryOperator<String> text) {
        static final Rewriting NONE = new Rewriting(Set.of(), UnaryOperator.identity());
    }

    /**
     * @param ids for each document its place in the store, or the complement of its place in the cuts
     */
    Documents(DocumentStore store, MemorySegment cuts, MemorySegment ids) {
        this(store::at, cuts, i -> ids.getAtIndex(ID, i), ids.byteSize() / Long.BYTES, Rewriting.NONE);
    }

    private Documents(
            LongFunction<StoredDocument> store,
            MemorySegment cuts,
            LongUnaryOperator ids,
            long count,
            Rewriting rewriting) {
        this.store = store;
        this.cuts = cuts;
        this.ids = ids;
        this.count = count;
        this.rewriting = rewriting;
    }

    /** Documents in memory, in the order given: made-up text. */
    public static Documents of(List<Document> documents) {
        List<StoredDocument> stored = documents.parallelStream()
                .map(document -> new StoredDocument(MemorySegment.ofArray(StoredDocument.bytes(document, 0)), 0))
                .toList();
        return new Documents(i -> stored.get((int) i), MemorySegment.NULL, i -> i, stored.size(), Rewriting.NONE);
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
        Document document = stored(id);
        return rewriting.ids().contains(id) ? document.withText(rewriting.text().apply(document.text())) : document;
    }

    private Document stored(long id) {
        if (id >= 0) {
            return store.apply(id).document();
        }
        Cut cut = Cut.read(cuts, ~id);
        Document whole = store.apply(cut.place()).document();
        return whole.withText(Paragraphs.without(whole.text(), cut.paragraphs()));
    }

    /** Number of the source that the document is from, in the order in which sources were named. */
    public int source(long index) {
        return inStore(index).source();
    }

    /** Bytes of the document's text before anything was taken out of it: quick, and hardly too large. */
    public long roughBytes(long index) {
        return inStore(index).bytes();
    }

    private StoredDocument inStore(long index) {
        long id = ids.applyAsLong(index);
        return store.apply(id >= 0 ? id : Cut.read(cuts, ~id).place());
    }

    /** Whether the text is as it lies in the store. */
    boolean isWhole(long index) {
        return ids.applyAsLong(index) >= 0 && !rewriting.ids().contains(ids.applyAsLong(index));
    }

    StoredDocument whole(long index) {
        return store.apply(ids.applyAsLong(index));
    }

    /** The documents of the given indices in that order. */
    public Documents in(LongUnaryOperator order, long howMany) {
        return new Documents(store, cuts, i -> ids.applyAsLong(order.applyAsLong(i)), howMany, rewriting);
    }

    /**
     * The same documents, some with another text.
     *
     * @param which indices of these
     * @param text makes the text anew each time it is asked for
     */
    public Documents rewritten(long[] which, UnaryOperator<String> text) {
        Set<Long> rewritten = LongStream.of(which).map(ids).boxed().collect(Collectors.toUnmodifiableSet());
        return new Documents(store, cuts, ids, count, new Rewriting(rewritten, text));
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
