package dev.blueline.evaluation;

import dev.blueline.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;

/**
 * A document's text with the place of every token in it.
 *
 * @param text the text
 * @param starts first character that each token has a byte of, and the text's length at the end: {@code [tokens + 1]}
 * @param inside whether a token begins inside a character: {@code [tokens]}
 */
@SuppressWarnings("ArrayRecordComponent") // a value handed on, never compared
record TokenText(String text, int[] starts, boolean[] inside) {

    static TokenText of(int[] ids, Tokenizer tokenizer) {
        String text = new String(tokenizer.decodeBytes(ids), StandardCharsets.UTF_8);
        int[] starts = new int[ids.length + 1];
        boolean[] inside = new boolean[ids.length];
        int at = 0; // character
        int begun = 0; // byte at which it begins
        int bytes = 0; // byte at which the token begins
        for (int i = 0; i < ids.length; i++) {
            while (at < text.length() && begun + width(text, at) <= bytes) {
                begun += width(text, at);
                at += Character.isHighSurrogate(text.charAt(at)) ? 2 : 1;
            }
            starts[i] = at;
            inside[i] = begun < bytes;
            bytes += tokenizer.byteLength(ids[i]);
        }
        starts[ids.length] = text.length();
        return new TokenText(text, starts, inside);
    }

    private static int width(String text, int at) {
        char c = text.charAt(at);
        return c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isHighSurrogate(c) && at + 1 < text.length() ? 4 : 3;
    }
}
