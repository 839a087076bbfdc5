package dev.blueline.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a document, of about {@value #BYTES} bytes at most: what a classifier learns from, so that long and short documents
 * are alike to it.
 *
 * @param from first byte in the text's UTF-8
 * @param to byte after the last
 */
record Passage(int from, int to) {
    private static final int BYTES = 4_000;
    private static final int HARDLY_LONGER = BYTES + BYTES / 10;

    /** All pieces of a text, cut at white space where there is any. */
    static List<Passage> of(ByteBuffer utf8) {
        List<Passage> passages = new ArrayList<>();
        int from = 0;
        while (utf8.limit() - from > HARDLY_LONGER) {
            int to = from + BYTES;
            while (to > from + BYTES / 2 && (utf8.get(to) > ' ' || utf8.get(to) < 0)) {
                to--;
            }
            if (to == from + BYTES / 2) {
                to = from + BYTES;
                while ((utf8.get(to) & 0xC0) == 0x80) {
                    to--;
                }
            }
            passages.add(new Passage(from, to));
            from = to;
        }
        passages.add(new Passage(from, utf8.limit()));
        return passages;
    }

    String in(ByteBuffer utf8) {
        byte[] bytes = new byte[to - from];
        utf8.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
