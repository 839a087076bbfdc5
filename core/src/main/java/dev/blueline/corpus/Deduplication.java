package dev.blueline.corpus;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.DoublePredicate;

/**
 * Puts documents in the order of their hashes, so that domains mix, and takes duplicates out: whole documents that repeat
 * another or nearly do ({@link NearDuplicates}), and paragraphs of 100 characters or more in all but code. The first copy
 * stays; training comes before validation, so what both sides hold, or nearly hold, is held out of validation.
 *
 * <p>What it keeps in mind lies outside the heap: 40 bytes a document, 16 to 32 a long paragraph, and {@link NearDuplicates}'.
 */
final class Deduplication implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final DocumentStore store;
    private final Scratch scratch;
    private final BiConsumer<StoredDocument, StoredDocument> nearDuplicate;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment sorted;
    private final MemorySegment kept;

    /**
     * The documents that stay, as places in the store, or the complement of an offset in the cuts (see {@link Documents}).
     *
     * @param ids of training, then of validation
     * @param validationBytes bytes of text held out
     */
    record Sides(
            MemorySegment ids,
            long training,
            long validation,
            long validationBytes,
            long duplicates,
            long nearDuplicates,
            long repeatedParagraphs) {}

    /**
     * @param nearDuplicate hears of each near-duplicate left out, and of the document that it nearly repeats
     */
    Deduplication(DocumentStore store, Scratch scratch, BiConsumer<StoredDocument, StoredDocument> nearDuplicate) {
        this.store = store;
        this.scratch = scratch;
        this.nearDuplicate = nearDuplicate;
        long count = Math.max(1, store.count());
        sorted = Order.of(store, scratch, arena);
        kept = scratch.allocate(count * Long.BYTES, arena);
    }

    /**
     * Both sides without duplicates.
     *
     * @param held whether a group of this place in [0, 1) is held out
     * @param cuts file for the paragraphs to be left out
     */
    Sides sides(DoublePredicate held, Path cuts) {
        try (Pass pass = new Pass(cuts)) {
            pass.run(held, false);
            long training = pass.count;
            pass.bytes = 0;
            pass.run(held, true);
            return new Sides(
                    kept,
                    training,
                    pass.count - training,
                    pass.bytes,
                    pass.duplicates,
                    pass.nearDuplicates,
                    pass.repeatedParagraphs);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + cuts + ": " + failure.getMessage(), failure);
        }
    }

    /** One walk over all documents for each side. */
    private final class Pass implements AutoCloseable {
        private final HashTable seen = new HashTable(scratch);
        private final NearDuplicates near;
        private final DataOutputStream cuts;
        private long count;
        private long bytes;
        private long duplicates;
        private long nearDuplicates;
        private long repeatedParagraphs;

        Pass(Path file) throws IOException {
            near = new NearDuplicates(store::at, store.compared(), scratch);
            cuts = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        }

        void run(DoublePredicate held, boolean side) throws IOException {
            for (long i = 0; i < store.count(); i++) {
                StoredDocument document = store.at(sorted.getAtIndex(LONG, i));
                if (held.test(document.position()) == side) {
                    take(document);
                }
            }
        }

        private void take(StoredDocument document) throws IOException {
            if (!seen.add(document.content())) {
                duplicates++;
                return;
            }
            OptionalLong original = near.originalOf(document);
            if (original.isPresent()) {
                nearDuplicates++;
                nearDuplicate.accept(document, store.at(original.getAsLong()));
                return;
            }
            long[] paragraphs = document.paragraphs();
            boolean[] repeated = new boolean[paragraphs.length];
            int repeats = 0;
            for (int i = 0; i < repeated.length; i++) {
                repeated[i] = paragraphs[i] != 0 && !seen.add(paragraphs[i]);
                repeats += repeated[i] ? 1 : 0;
            }
            if (repeats == 0) {
                keep(document.at(), document.bytes());
                return;
            }
            repeatedParagraphs += repeats;
            String text = Paragraphs.without(document.text(), repeated);
            if (!text.isEmpty()) {
                Cut cut = new Cut(document.at(), repeated);
                keep(~cuts.size(), document.document().withText(text).bytes());
                cut.write(cuts);
            }
        }

        private void keep(long id, int length) {
            kept.setAtIndex(LONG, count++, id);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            cuts.close();
            near.close();
            seen.close();
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
