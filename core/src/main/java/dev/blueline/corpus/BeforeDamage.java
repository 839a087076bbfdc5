package dev.blueline.corpus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * An unpacked stream up to the very byte where its packing breaks. Unpackers fail in the middle of a piece whose beginning
 * they have filled already, and do not say how far. So pieces are filled with a byte first that UTF-8 never holds, and
 * what differs from it at the end was unpacked.
 */
final class BeforeDamage extends FilterInputStream {
    private static final byte NOT_IN_TEXT = (byte) 0xFF;
    private static final int PIECE = 1 << 13;

    private Optional<IOException> damage = Optional.empty();

    BeforeDamage(InputStream unpacker) {
        super(unpacker);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (damage.isPresent()) {
            throw damage.get();
        }
        int piece = Math.min(length, PIECE);
        Arrays.fill(into, from, from + piece, NOT_IN_TEXT);
        try {
            return in.read(into, from, piece);
        } catch (IOException broken) {
            damage = Optional.of(broken);
            int filled = piece;
            while (filled > 0 && into[from + filled - 1] == NOT_IN_TEXT) {
                filled--;
            }
            if (filled == 0) {
                throw broken;
            }
            return filled;
        }
    }
}
