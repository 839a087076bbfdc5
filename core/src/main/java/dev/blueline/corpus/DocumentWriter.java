package dev.blueline.corpus;

import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Writes documents to a {@link DocumentStore}, in the order in which they come; their hashes are made in parallel. Where the
 * file holds some already, from a run that was stopped, the first documents to come must be those, and are not written
 * again. The file is the same however often it was stopped.
 */
final class DocumentWriter implements Consumer<Document>, AutoCloseable {
    /** The text is not what the store says it was. */
    static final class SourceChanged extends RuntimeException {
        private static final long serialVersionUID = 1;

        SourceChanged(String name) {
            super(name);
        }
    }

    private static final int BLOCK_CHARACTERS = 1 << 18;
    private static final int FEW_GROUPS = Sections.ENOUGH_GROUPS;

    private final Path file;
    private final FileChannel channel;
    private final Iterator<StoredDocument> stored;
    private final Deque<CompletableFuture<ByteBuffer>> underWay = new ArrayDeque<>();
    private final int mostUnderWay = 2 * Runtime.getRuntime().availableProcessors();
    private final Set<String> groups = new HashSet<>();
    private List<Document> batch = new ArrayList<>();
    private List<Integer> sources = new ArrayList<>();
    private long batchCharacters;
    private long characters;
    private long bytes;
    private int source;

    DocumentWriter(Path file) {
        this.file = file;
        DocumentStore before = DocumentStore.open(file);
        stored = before.iterator();
        bytes = before.length();
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(bytes);
            channel.position(bytes);
        } catch (IOException failure) {
            throw WriteFailure.of(file, failure);
        }
    }

    /** Documents from now on are from this source. */
    void source(int number) {
        source = number;
    }

    /** Bytes in the file. */
    long bytes() {
        return bytes;
    }

    /** Characters of all documents so far. */
    long characters() {
        return characters;
    }

    /** Whether there are enough groups to hold some of them out. */
    boolean enoughGroups() {
        return groups.size() >= FEW_GROUPS;
    }

    @Override
    public void accept(Document document) {
        characters += document.text().length();
        if (!enoughGroups()) {
            groups.add(document.group());
        }
        if (stored.hasNext()) {
            StoredDocument expected = stored.next();
            if (expected.source() != source || !isSame(expected, document)) {
                throw new SourceChanged(document.name());
            }
            return;
        }
        batch.add(document);
        sources.add(source);
        batchCharacters += document.text().length();
        if (batchCharacters >= BLOCK_CHARACTERS) {
            send();
        }
    }

    private static boolean isSame(StoredDocument stored, Document document) {
        return isSame(stored.utf8(3), document.text())
                && isSame(stored.utf8(2), document.name())
                && isSame(stored.utf8(1), document.group())
                && isSame(stored.utf8(0), document.domain());
    }

    private static boolean isSame(ByteBuffer stored, String text) {
        return stored.equals(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        List<Document> documents = batch;
        List<Integer> from = sources;
        underWay.add(CompletableFuture.supplyAsync(() -> block(documents, from)));
        batch = new ArrayList<>();
        sources = new ArrayList<>();
        batchCharacters = 0;
        while (underWay.size() >= mostUnderWay) {
            writeOne();
        }
    }

    private void writeOne() {
        ByteBuffer block;
        try {
            block = underWay.remove().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
        try {
            Scratch.requireSpace(file.resolveSibling(""), block.remaining());
            bytes += block.remaining();
            DurableFiles.writeFully(channel, block);
        } catch (IOException failure) {
            throw WriteFailure.of(file, failure);
        }
    }

    private static ByteBuffer block(List<Document> documents, List<Integer> sources) {
        List<byte[]> parts = new ArrayList<>(documents.size());
        int length = 0;
        int compared = 0;
        for (int i = 0; i < documents.size(); i++) {
            byte[] part = StoredDocument.bytes(documents.get(i), sources.get(i));
            length = Math.addExact(length, part.length);
            compared += StoredDocument.isCompared(part) ? 1 : 0;
            parts.add(part);
        }
        ByteBuffer block = ByteBuffer.allocate(Math.addExact(DocumentStore.BLOCK_HEAD, length))
                .order(ByteOrder.LITTLE_ENDIAN);
        block.position(DocumentStore.BLOCK_HEAD);
        parts.forEach(block::put);
        block.putLong(0, DocumentStore.MARK)
                .putInt(8, length)
                .putInt(12, documents.size())
                .putInt(16, compared);
        block.putInt(20, crc(block.array(), DocumentStore.BLOCK_HEAD, length));
        block.putInt(28, crc(block.array(), 0, 28));
        return block.flip();
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Writes what is left, and waits until all of it is on the disk. */
    void finish() {
        if (stored.hasNext()) {
            throw new SourceChanged(stored.next().name());
        }
        send();
        while (!underWay.isEmpty()) {
            writeOne();
        }
        try {
            channel.force(true);
        } catch (IOException failure) {
            throw WriteFailure.of(file, failure);
        }
    }

    @Override
    public void close() {
        underWay.forEach(CompletableFuture::join);
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close " + file, failure);
        }
    }
}
