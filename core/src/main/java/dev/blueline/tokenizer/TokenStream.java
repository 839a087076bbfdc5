package dev.blueline.tokenizer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Training text as one run of ids: end-of-text, document, end-of-text, document, ..., end-of-text, in the corpus's order.
 * It lies in one or more pieces of memory, usually files mapped into it, at two bytes a token, or four where the vocabulary
 * is larger than 65,536; positions are 64-bit. Reading from it is safe for many threads.
 */
public final class TokenStream {
    static final ValueLayout.OfChar TWO_BYTES = ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt FOUR_BYTES = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final List<MemorySegment> pieces;
    /** First position of each piece, and the length of all. */
    private final long[] starts;

    private final int width;

    private TokenStream(List<MemorySegment> pieces, long[] starts, int width) {
        this.pieces = pieces;
        this.starts = starts;
        this.width = width;
    }

    /**
     * The pieces one after another.
     *
     * @param width bytes a token, 2 or 4, lowest byte first
     */
    static TokenStream of(List<MemorySegment> pieces, int width) {
        long[] starts = new long[pieces.size() + 1];
        for (int i = 0; i < pieces.size(); i++) {
            starts[i + 1] = starts[i] + pieces.get(i).byteSize() / width;
        }
        return new TokenStream(List.copyOf(pieces), starts, width);
    }

    /** This stream and then the others; all must have the same number of bytes a token. */
    public TokenStream followedBy(List<TokenStream> others) {
        List<MemorySegment> all = new ArrayList<>(pieces);
        for (TokenStream other : others) {
            if (other.width != width) {
                throw new IllegalArgumentException("streams of " + width + " and " + other.width + " bytes a token");
            }
            all.addAll(other.pieces);
        }
        return of(all, width);
    }

    /** A stream of the given ids as they are; for tests and for made-up text. */
    public static TokenStream of(int... ids) {
        byte[] bytes = new byte[ids.length * Integer.BYTES];
        MemorySegment piece = MemorySegment.ofArray(bytes);
        for (int i = 0; i < ids.length; i++) {
            piece.set(FOUR_BYTES, (long) i * Integer.BYTES, ids[i]);
        }
        return of(List.of(piece), Integer.BYTES);
    }

    /** Bytes a token takes for a vocabulary of this size. */
    static int width(int vocabulary) {
        return vocabulary <= 1 << 16 ? Character.BYTES : Integer.BYTES;
    }

    /** Tokens, the ends of text included. */
    public long length() {
        return starts[starts.length - 1];
    }

    public int get(long position) {
        int[] id = new int[1];
        copy(position, 1, id, 0);
        return id[0];
    }

    /** Copies {@code count} ids from {@code from} on into {@code target} at {@code at}. */
    public void copy(long from, int count, int[] target, int at) {
        if (from < 0 || from + count > length()) {
            throw new IndexOutOfBoundsException(count + " tokens at " + from + " of " + length());
        }
        int done = 0;
        for (int piece = pieceOf(from); done < count; piece++) {
            long offset = from + done - starts[piece];
            int here = (int) Math.min(count - done, starts[piece + 1] - starts[piece] - offset);
            copy(pieces.get(piece), offset, here, target, at + done);
            done += here;
        }
    }

    private void copy(MemorySegment piece, long offset, int count, int[] target, int at) {
        if (width == Integer.BYTES) {
            MemorySegment.copy(piece, FOUR_BYTES, offset * width, target, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[at + i] = piece.get(TWO_BYTES, (offset + i) * width);
        }
    }

    /** The last piece that starts at the position or before; empty pieces are stepped over. */
    private int pieceOf(long position) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The first tokens only: a smaller corpus that is part of this one. */
    public TokenStream first(long length) {
        List<MemorySegment> first = new ArrayList<>();
        for (int i = 0; i < pieces.size() && starts[i] < length; i++) {
            long tokens = Math.min(length - starts[i], starts[i + 1] - starts[i]);
            first.add(pieces.get(i).asSlice(0, tokens * width));
        }
        return of(first, width);
    }
}
