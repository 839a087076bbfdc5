package dev.blueline.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stream of bytes of any length as characters, a block at a time, each block decoded and repaired as {@link CleanText}
 * decodes a whole file. Blocks end at line ends, so no character is cut. A byte order mark at the start is left out, and
 * one of UTF-16 is followed.
 *
 * <p>Where the bytes break off, the lines that are whole are given before the failure is thrown.
 *
 * <p>A first block that is not text is a {@link CharacterCodingException}; a later one is left out and counted.
 */
final class RepairedText extends Reader {
    private static final int BLOCK = 1 << 20;

    private final InputStream bytes;
    private final int blockLength;
    private Optional<Reader> utf16 = Optional.empty();
    private byte[] carried = new byte[0];
    private CharBuffer block = CharBuffer.allocate(0);
    private boolean begun;
    private boolean ended;
    private boolean repaired;
    private long lost;
    private Optional<IOException> damage = Optional.empty();

    RepairedText(InputStream bytes) {
        this(bytes, BLOCK);
    }

    /**
     * @param blockLength bytes decoded at a time
     */
    RepairedText(InputStream bytes, int blockLength) {
        this.bytes = bytes;
        this.blockLength = blockLength;
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!block.hasRemaining() && utf16.isEmpty()) {
            if (damage.isPresent() && ended) {
                throw damage.get();
            }
            if (ended) {
                return -1;
            }
            nextBlock();
        }
        if (utf16.isPresent()) {
            return utf16.get().read(into, from, length);
        }
        int count = Math.min(length, block.remaining());
        block.get(into, from, count);
        return count;
    }

    /** Whether broken bytes were found so far. */
    boolean repaired() {
        return repaired || lost > 0;
    }

    /** Blocks of about a megabyte, after the first, that were not text and are left out. */
    long lostBlocks() {
        return lost;
    }

    private void nextBlock() throws IOException {
        Readable more = Readable.of(bytes, blockLength);
        damage = more.damage();
        ended = more.bytes().length < blockLength;
        byte[] all = joined(carried, more.bytes());
        int start = 0;
        if (!begun) {
            if (CleanText.isUtf16(all)) {
                utf16 = Optional.of(new InputStreamReader(
                        new SequenceInputStream(new ByteArrayInputStream(all), bytes), StandardCharsets.UTF_16));
                return;
            }
            start = all.length >= 3 && (all[0] & 0xFF) == 0xEF && (all[1] & 0xFF) == 0xBB && (all[2] & 0xFF) == 0xBF
                    ? 3
                    : 0;
        }
        if (damage.isPresent()) {
            all = Readable.wholeLines(all);
            if (all.length <= start) {
                throw damage.get();
            }
        }
        int end = ended ? all.length : end(all);
        carried = Arrays.copyOfRange(all, end, all.length);
        try {
            CleanText decoded = CleanText.decoded(Arrays.copyOfRange(all, start, end));
            repaired |= decoded.repaired();
            block = CharBuffer.wrap(decoded.text());
        } catch (CharacterCodingException notText) {
            if (!begun) {
                throw notText;
            }
            lost++;
            block = CharBuffer.wrap(new char[] {'\n'});
        }
        begun = true;
    }

    /** After the last line end; without one, before the last character that may be incomplete. */
    private static int end(byte[] all) {
        for (int i = all.length; i > 0; i--) {
            if (all[i - 1] == '\n') {
                return i;
            }
        }
        int end = all.length;
        while (end > all.length - 4 && (all[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        return (all[end - 1] & 0xC0) == 0xC0 ? end - 1 : all.length;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
