package dev.blueline.corpus;

import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * How a table is written as text, seen from its first lines: the separator that divides the header most often outside
 * quotes, and whether cells that begin with a quote also end with one: four in five must, so that one broken quote does not
 * turn all others into plain characters.
 */
record Dialect(char separator, boolean quoted) {
    static final int LOOKED_AT = 1 << 16;

    /** One cell with a broken quote to so many with whole ones. */
    private static final int MOST_BROKEN = 4;

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
        return new Dialect(separator, quotesMatch(text, separator, length < LOOKED_AT));
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

    /**
     * Whether cells that begin with a quote end with one, as far as can be seen.
     *
     * @param whole whether the text is all there is, so that a quote still open at its end is never closed
     */
    private static boolean quotesMatch(String text, char separator, boolean whole) {
        int closed = 0;
        int broken = 0;
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '"') {
                int end = closing(text, i + 1) + 1;
                while (end < text.length() && text.charAt(end) == ' ') {
                    end++;
                }
                boolean open = closing(text, i + 1) >= text.length();
                if (open && !whole) {
                    break;
                }
                if (open || !endsCell(text, end, separator)) {
                    broken++;
                    i++;
                } else {
                    closed++;
                    i = end;
                }
            }
            while (i < text.length() && text.charAt(i) != separator && text.charAt(i) != '\n') {
                i++;
            }
            i++;
        }
        return MOST_BROKEN * broken <= closed;
    }

    private static boolean endsCell(String text, int at, char separator) {
        return at >= text.length()
                || text.charAt(at) == separator
                || text.charAt(at) == '\n'
                || text.charAt(at) == '\r';
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
