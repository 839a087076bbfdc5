package dev.blueline.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text as words: runs of letters and digits, and every other sign but white space on its own; quotes of all shapes are
 * left out. So {@code 3+8 = 11.} is 3, +, 8, =, 11 and a full stop.
 */
final class Words {
    private Words() {}

    /** Words in lower case, for comparing texts. */
    static List<String> normalised(String text) {
        return of(text.toLowerCase(Locale.ROOT));
    }

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        each(text, (from, to) -> words.add(text.substring(from, to)));
        return words;
    }

    /** Hears where a word stands. */
    interface Place {
        /** @param to after its last character */
        void of(int from, int to);
    }

    /** Gives the place of every word in order. */
    static void each(String text, Place place) {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int end = at + Character.charCount(c);
            if (isWord(c)) {
                while (end < text.length() && isWord(text.codePointAt(end))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                place.of(at, end);
            } else if (!isPassedOver(c)) {
                place.of(at, end);
            }
            at = end;
        }
    }

    /** Between words, and no word of its own. */
    static boolean isPassedOver(int c) {
        return Character.isWhitespace(c) || isQuote(c);
    }

    /** Halves of a code point, and letters whose lower case is longer than they are or depends on their place. */
    static boolean isUnusual(char c) {
        return Character.isSurrogate(c) || c == '\u0130' || c == '\u03A3';
    }

    static boolean isWord(int c) {
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static boolean isQuote(int c) {
        return c == '"' || c == '\'' || c == '`' || c >= '\u2018' && c <= '\u201F' || c == '\u00AB' || c == '\u00BB';
    }
}
