package dev.blueline.evaluation;

import java.util.Arrays;

/**
 * Brackets, quotes and comments that are open at a place of a text. A straight quote closes where one is open and opens elsewhere; it
 * ends with its line in code and with its paragraph in prose. Apostrophes are left alone: most are none of both.
 */
final class OpenBrackets {
    private static final char COMMENT = '*';

    private final String text;
    private final boolean code;
    /** What is open, innermost last. */
    private char[] open = new char[16];

    private int depth;
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
            return place + 1 < text.length() && text.charAt(place + 1) == '/' && isOpen(COMMENT);
        }
        char opener = opener(c);
        return opener != 0 && isOpen(opener);
    }

    /** Whether the place read to lies in a comment of code. */
    boolean inComment() {
        return code && (lineComment || isOpen(COMMENT));
    }

    /** Whether a straight quote is open. */
    boolean quoted() {
        return isOpen('"');
    }

    private void read(char c) {
        switch (c) {
            case '\n' -> {
                lineComment = false;
                if (code || (read > 0 && text.charAt(read - 1) == '\n')) {
                    close('"');
                }
            }
            case '/' -> slash();
            case '*' -> {
                if (code && read > 0 && text.charAt(read - 1) == '/' && !isOpen(COMMENT)) {
                    push(COMMENT);
                }
            }
            case '"' -> {
                if (!close('"')) {
                    push('"');
                }
            }
            case ')', ']', '}', '”', '»' -> close(opener(c));
            case '“' -> {
                if (!close('„')) {
                    push(c);
                }
            }
            case '(', '[', '{', '„', '«' -> push(c);
            default -> {}
        }
    }

    private void slash() {
        if (!code || read == 0) {
            return;
        }
        char before = text.charAt(read - 1);
        if (before == '*') {
            close(COMMENT);
        } else if (before == '/' && !isOpen('"') && !isOpen(COMMENT)) {
            lineComment = true;
        }
    }

    private void push(char opener) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = opener;
    }

    private boolean isOpen(char opener) {
        return innermost(opener) >= 0;
    }

    private int innermost(char opener) {
        int i = depth - 1;
        while (i >= 0 && open[i] != opener) {
            i--;
        }
        return i;
    }

    /** Closes the innermost of a kind with all that was opened inside it, if there is one. */
    private boolean close(char opener) {
        int at = innermost(opener);
        depth = at < 0 ? depth : at;
        return at >= 0;
    }

    /** What a character closes; 0 if it closes nothing. */
    private char opener(char c) {
        return switch (c) {
            case ')' -> '(';
            case ']' -> '[';
            case '}' -> '{';
            case '"' -> '"';
            case '”' -> isOpen('“') ? '“' : '„';
            case '“' -> '„';
            case '»' -> '«';
            default -> 0;
        };
    }
}
