package dev.blueline.tokenizer;

import java.util.Arrays;
import java.util.Collection;

/**
 * Training text as one run of ids: end-of-text, document, end-of-text, document, ..., end-of-text, in the corpus's order.
 * Kept at two bytes a token.
 */
public final class TokenStream {
    private final char[] ids;

    private TokenStream(char[] ids) {
        this.ids = ids;
    }

    static TokenStream of(Collection<char[]> documents, int endOfText) {
        long length = 1;
        for (char[] document : documents) {
            length += document.length + 1L;
        }
        char[] ids = new char[Math.toIntExact(length)];
        ids[0] = (char) endOfText;
        int to = 1;
        for (char[] document : documents) {
            System.arraycopy(document, 0, ids, to, document.length);
            to += document.length;
            ids[to++] = (char) endOfText;
        }
        return new TokenStream(ids);
    }

    /** A stream of the given ids as they are; for tests and for made-up text. */
    public static TokenStream of(int... ids) {
        return new TokenStream(EncodedCorpus.narrow(ids));
    }

    /** Tokens, the ends of text included. */
    public int length() {
        return ids.length;
    }

    public int get(int position) {
        return ids[position];
    }

    /** Copies {@code count} ids from {@code from} on into {@code target} at {@code at}. */
    public void copy(int from, int count, int[] target, int at) {
        for (int i = 0; i < count; i++) {
            target[at + i] = ids[from + i];
        }
    }

    /** The first tokens only: a smaller corpus that is part of this one. */
    public TokenStream first(int length) {
        return new TokenStream(Arrays.copyOf(ids, Math.min(length, ids.length)));
    }
}
