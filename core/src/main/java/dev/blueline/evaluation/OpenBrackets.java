package dev.blueline.evaluation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Brackets, quotes and comments that are open at a place of a text. A straight quote closes where one is open and opens elsewhere; it
 * ends with its line in code and with its paragraph in prose. Apostrophes are left alone: most are none of both.
 */
final class OpenBrackets {
    private static final char COMMENT = '*';

    private final String text;
    private final boolean code;
    private final Deque<Character> open = new ArrayDeque<>();
    private boolean lineComment;
    private int read;

    OpenBrackets(String text, boolean code) {
        this.text = text;
        this.code = code;
    }

    /** Reads on up to a place. */
    void readTo(int place) {
        for (; read < place; read++) {
            read(text.charAt(read));
        }
    }

    /** Whether the character at a place, up to which was read, closes what is open. */
    boolean closedBy(int place) {
        char c = text.charAt(place);
        if (c == '*') {
            return place + 1 < text.length() && text.charAt(place + 1) == '/' && open.contains(COMMENT);
        }
        char opener = opener(c);
        return opener != 0 && open.contains(opener);
    }

    /** Whether the place read to lies in a comment of code. */
    boolean inComment() {
        return code && (lineComment || open.contains(COMMENT));
    }

    /** Whether a straight quote is open. */
    boolean quoted() {
        return open.contains('"');
    }

    private void read(char c) {
        if (c == '\n') {
            lineComment = false;
            if (code || (read > 0 && text.charAt(read - 1) == '\n')) {
                open.remove('"');
            }
            return;
        }
        if (code && c == '/' && read > 0) {
            char before = text.charAt(read - 1);
            if (before == '*') {
                close(COMMENT);
            } else if (before == '/' && !open.contains('"') && !open.contains(COMMENT)) {
                lineComment = true;
            }
            return;
        }
        if (code && c == '*' && read > 0 && text.charAt(read - 1) == '/' && !open.contains(COMMENT)) {
            open.push(COMMENT);
            return;
        }
        if (c == '"') {
            if (!open.contains('"')) {
                open.push('"');
            } else {
                close('"');
            }
            return;
        }
        char opener = opener(c);
        if (opener != 0 && open.contains(opener)) {
            close(opener);
        } else if ("([{“„«".indexOf(c) >= 0) {
            open.push(c);
        }
    }

    /** Closes the innermost of a kind with all that was opened inside it. */
    private void close(char opener) {
        if (!open.contains(opener)) {
            return;
        }
        Iterator<Character> innermost = open.iterator();
        while (innermost.hasNext()) {
            char c = innermost.next();
            innermost.remove();
            if (c == opener) {
                return;
            }
        }
    }

    /** What a character closes; 0 if it closes nothing. */
    private char opener(char c) {
        return switch (c) {
            case ')' -> '(';
            case ']' -> '[';
            case '}' -> '{';
            case '"' -> '"';
            case '”' -> open.contains('“') ? '“' : '„';
            case '“' -> '„';
            case '»' -> '«';
            default -> 0;
        };
    }
}
