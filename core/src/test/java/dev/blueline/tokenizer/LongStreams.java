package dev.blueline.tokenizer;

import java.lang.foreign.MemorySegment;
import java.util.Collections;

/** Streams of more tokens than an int counts, that take no memory: a piece of a million tokens again and again. */
public final class LongStreams {
    static final long PIECE = 1_000_000;

    private LongStreams() {}

    /** So many tokens; the one at a position is the position modulo a million, modulo 60,000. */
    public static TokenStream of(long tokens) {
        MemorySegment piece = MemorySegment.ofArray(new byte[(int) PIECE * 2]);
        for (int i = 0; i < PIECE; i++) {
            piece.set(TokenStream.TWO_BYTES, 2L * i, (char) (i % 60_000));
        }
        int pieces = (int) ((tokens + PIECE - 1) / PIECE);
        return TokenStream.of(Collections.nCopies(pieces, piece), 2).first(tokens);
    }
}
