package dev.blueline.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * What can be read of a stream.
 *
 * @param damage why there is no more, if that is neither the end nor the bound
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Readable(byte[] bytes, Optional<IOException> damage) {
    private static final int PIECE = 1 << 14;

    /**
     * At most so many bytes.
     *
     * @throws Unpacked.Bomb if the stream is one
     */
    static Readable of(InputStream in, int most) throws Unpacked.Bomb {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[Math.min(PIECE, most)];
        try {
            for (int read = 0; read >= 0 && all.size() < most; ) {
                read = in.read(piece, 0, Math.min(piece.length, most - all.size()));
                all.write(piece, 0, Math.max(0, read));
            }
            return new Readable(all.toByteArray(), Optional.empty());
        } catch (Unpacked.Bomb bomb) {
            throw bomb;
        } catch (IOException broken) {
            return new Readable(all.toByteArray(), Optional.of(broken));
        }
    }

    /** Bytes up to the last line end: all lines that are surely whole. */
    static byte[] wholeLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
