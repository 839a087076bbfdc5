package dev.blueline.tokenizer;

import dev.blueline.ledger.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Tokens in a file with checksums, to be mapped into memory. Lowest byte first:
 *
 * <pre>
 *  0 mark    8 key    16 tokens: how many    24 bytes a token    28 CRC-32C of bytes 0 to 27 and of the checksums at the end
 * 32 tokens, then a CRC-32C of each megabyte of them
 * </pre>
 *
 * @param path where it is
 * @param key hash of all that decides its content
 * @param width bytes a token, 2 or 4
 */
record TokenFile(Path path, long key, int width) {
    private static final long MARK = 0x31304E454B4F5442L; // "BTOKEN01"
    private static final int HEAD = 32;
    private static final int BLOCK = 1 << 20;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** What reading found. */
    sealed interface Content {}

    /** All checksums are right. */
    record Sound(MemorySegment tokens) implements Content {}

    /** Something is not as it was written. */
    record Damaged(String what) implements Content {}

    /** Takes tokens one by one. */
    interface Tokens {
        void add(int id);
    }

    /** Writes tokens one after another. */
    interface Writing {
        void to(Tokens tokens);
    }

    /** Maps the file and checks every byte of it. */
    Content read() {
        MemorySegment file;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + path + ": " + failure.getMessage(), failure);
        }
        if (file.byteSize() < HEAD || file.get(LONG, 0) != MARK || file.get(INT, 24) != width) {
            return new Damaged("is damaged at its head");
        }
        long length = file.get(LONG, 16) * width;
        long blocks = (length + BLOCK - 1) / BLOCK;
        if (length < 0 || file.byteSize() != HEAD + length + blocks * Integer.BYTES) {
            return new Damaged("is not of the length that it says");
        }
        CRC32C head = new CRC32C();
        head.update(file.asSlice(0, 28).asByteBuffer());
        head.update(file.asSlice(HEAD + length).asByteBuffer());
        if (file.get(INT, 28) != (int) head.getValue()) {
            return new Damaged("is damaged at its head");
        }
        if (file.get(LONG, 8) != key) {
            return new Damaged("is of other text");
        }
        for (long block = 0; block < blocks; block++) {
            long at = block * BLOCK;
            CRC32C crc = new CRC32C();
            crc.update(file.asSlice(HEAD + at, Math.min(BLOCK, length - at)).asByteBuffer());
            if (file.get(INT, HEAD + length + block * Integer.BYTES) != (int) crc.getValue()) {
                return new Damaged("does not match its checksum in block " + block);
            }
        }
        return new Sound(file.asSlice(HEAD, length));
    }

    /** Writes the file; it has its name only once it is whole and on the disk. */
    void write(Writing writing) {
        DurableFiles.write(path, channel -> {
            Output output = new Output(channel);
            channel.position(HEAD);
            try {
                writing.to(output);
                output.finish();
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            }
        });
    }

    private final class Output implements Tokens {
        private final FileChannel channel;
        private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        private ByteBuffer sums = ByteBuffer.allocate(64 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private long tokens;

        Output(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void add(int id) {
            if (width == Character.BYTES) {
                block.putChar((char) id);
            } else {
                block.putInt(id);
            }
            tokens++;
            if (!block.hasRemaining()) {
                flush();
            }
        }

        private void flush() {
            CRC32C crc = new CRC32C();
            crc.update(block.flip());
            if (!sums.hasRemaining()) {
                sums = ByteBuffer.allocate(sums.capacity() * 2)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(sums.flip());
            }
            sums.putInt((int) crc.getValue());
            try {
                DurableFiles.writeFully(channel, block.rewind());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            block.clear();
        }

        void finish() throws IOException {
            if (block.position() > 0) {
                flush();
            }
            ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
            head.putLong(MARK).putLong(key).putLong(tokens).putInt(width);
            CRC32C crc = new CRC32C();
            crc.update(head.array(), 0, 28);
            crc.update(sums.flip());
            DurableFiles.writeFully(channel, sums.rewind());
            channel.position(0);
            DurableFiles.writeFully(channel, head.putInt((int) crc.getValue()).flip());
        }
    }
}
