package dev.blueline.corpus;

import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * How a table is written as text, seen from its first lines: the separator that divides the header most often outside
 * quotes, and whether a cell that begins with a quote also ends with one.
 */
record Dialect(char separator, boolean quoted) {
    static final int LOOKED_AT = 1 << 16;

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    /**
     * Looks at the first characters of a reader that can be marked, and leaves it where it was.
     *
     * @param tabs whether the separator is known to be a tab
     */
    static Dialect of(Reader characters, boolean tabs) throws IOException {
        characters.mark(LOOKED_AT);
        char[] start = new char[LOOKED_AT];
        int length = 0;
        for (int read = 0; read >= 0 && length < LOOKED_AT; read = characters.read(start, length, LOOKED_AT - length)) {
            length += read;
        }
        characters.reset();
        String text = new String(start, 0, length);
        char separator = tabs ? '\t' : separator(text);
        return new Dialect(separator, quotesMatch(text, separator));
    }

    private static char separator(String text) {
        char best = ',';
        long most = 0;
        for (char separator : SEPARATORS) {
            long count = inHeader(text, separator);
            if (count > most) {
                most = count;
                best = separator;
            }
        }
        return best;
    }

    private static long inHeader(String text, char separator) {
        long count = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || text.charAt(i) != '\n'); i++) {
            quoted ^= text.charAt(i) == '"';
            count += !quoted && text.charAt(i) == separator ? 1 : 0;
        }
        return count;
    }

    /** Whether every cell that begins with a quote ends with one, as far as can be seen. */
    private static boolean quotesMatch(String text, char separator) {
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '"') {
                i = closing(text, i + 1) + 1;
                while (i < text.length() && text.charAt(i) == ' ') {
                    i++;
                }
                if (i < text.length()
                        && text.charAt(i) != separator
                        && text.charAt(i) != '\n'
                        && text.charAt(i) != '\r') {
                    return false;
                }
            }
            while (i < text.length() && text.charAt(i) != separator && text.charAt(i) != '\n') {
                i++;
            }
            i++;
        }
        return true;
    }

    /** The quote that ends a cell: the first that is not doubled. */
    private static int closing(String text, int from) {
        int i = from;
        while (i < text.length()) {
            if (text.charAt(i) == '"') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '"') {
                    return i;
                }
                i++;
            }
            i++;
        }
        return i;
    }
}
