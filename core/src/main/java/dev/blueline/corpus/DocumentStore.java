package dev.blueline.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Documents in a file that is mapped into memory, in blocks of about a quarter megabyte, each with its checksum; a document never
 * crosses blocks. A block's head, lowest byte first:
 *
 * <pre>
 *  0 mark    8 length: bytes after the head    12 documents    16 documents with keys of bands
 * 20 CRC-32C of what follows the head    24 nothing    28 CRC-32C of bytes 0 to 27
 * </pre>
 *
 * <p>A document is known by its place in the file, a multiple of 8.
 */
final class DocumentStore implements Iterable<StoredDocument> {
    static final int BLOCK_HEAD = 32;
    static final long MARK = 0x31304B4C42434F44L; // "DOCBLK01"

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment map;
    private final long[] blocks;
    private final long count;
    private final long compared;

    private DocumentStore(MemorySegment map, long[] blocks, long count, long compared) {
        this.map = map;
        this.blocks = blocks;
        this.count = count;
        this.compared = compared;
    }

    /** Opens the sound blocks at the beginning of a file; every byte of them is checked. What follows them is left alone. */
    static DocumentStore open(Path file) {
        if (Files.notExists(file)) {
            return new DocumentStore(MemorySegment.NULL, new long[0], 0, 0);
        }
        MemorySegment all;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
        List<Long> starts = new ArrayList<>();
        for (long at = 0; hasHead(all, at); at = end(all, at)) {
            starts.add(at);
        }
        int sound = IntStream.range(0, starts.size())
                .parallel()
                .filter(i -> !isSound(all, starts.get(i)))
                .min()
                .orElse(starts.size());
        long[] blocks = new long[sound];
        long count = 0;
        long compared = 0;
        for (int i = 0; i < sound; i++) {
            blocks[i] = starts.get(i);
            count += all.get(INT, blocks[i] + 12);
            compared += all.get(INT, blocks[i] + 16);
        }
        long length = sound == 0 ? 0 : end(all, blocks[sound - 1]);
        return new DocumentStore(all.asSlice(0, length), blocks, count, compared);
    }

    private static boolean hasHead(MemorySegment all, long at) {
        return at + BLOCK_HEAD <= all.byteSize()
                && all.get(LONG, at) == MARK
                && all.get(INT, at + 28) == crc(all, at, 28)
                && end(all, at) <= all.byteSize();
    }

    private static long end(MemorySegment all, long block) {
        return block + BLOCK_HEAD + all.get(INT, block + 8);
    }

    private static boolean isSound(MemorySegment all, long block) {
        return all.get(INT, block + 20) == crc(all, block + BLOCK_HEAD, all.get(INT, block + 8));
    }

    private static int crc(MemorySegment all, long from, long length) {
        CRC32C crc = new CRC32C();
        crc.update(all.asSlice(from, length).asByteBuffer());
        return (int) crc.getValue();
    }

    /** Bytes of the sound blocks. */
    long length() {
        return map.byteSize();
    }

    /** Documents in them. */
    long count() {
        return count;
    }

    /** Documents among them that near-duplicates are looked for among. */
    long compared() {
        return compared;
    }

    StoredDocument at(long place) {
        return new StoredDocument(map, place);
    }

    /** Every document, in the order in which they were stored. */
    @Override
    public Iterator<StoredDocument> iterator() {
        return new Iterator<>() {
            private int block = -1;
            private long next;
            private long end;

            @Override
            public boolean hasNext() {
                return next < end || block + 1 < blocks.length;
            }

            @Override
            public StoredDocument next() {
                if (next == end) {
                    if (++block == blocks.length) {
                        throw new NoSuchElementException();
                    }
                    next = blocks[block] + BLOCK_HEAD;
                    end = end(map, blocks[block]);
                }
                StoredDocument document = at(next);
                next += document.length();
                return document;
            }
        };
    }
}
