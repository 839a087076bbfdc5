package dev.blueline.corpus;

import java.io.IOException;
import java.io.Reader;

/** Lines of a stream of characters, each held whole up to a bound; of a longer line only the fact is known. */
final class Lines {
    private static final int LONGEST = 64 << 20;

    private final Reader characters;
    private final char[] buffer = new char[1 << 16];
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int end;
    private long number;
    private boolean tooLong;

    Lines(Reader characters) {
        this.characters = characters;
    }

    /** Goes to the next line; false after the last. */
    boolean advance() throws IOException {
        line.setLength(0);
        tooLong = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int start = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            if (line.length() + at - start > LONGEST) {
                tooLong = true;
                line.setLength(0);
            } else if (!tooLong) {
                line.append(buffer, start, at - start);
            }
            if (at < end) {
                at++;
                break;
            }
        }
        number += any ? 1 : 0;
        return any;
    }

    /** The line without its end. */
    String line() {
        return line.toString();
    }

    boolean tooLong() {
        return tooLong;
    }

    /** Of the line, from 1. */
    long number() {
        return number;
    }

    /** All characters from the present line on, in place of further lines. */
    Reader again() {
        String begun = line + "\n" + new String(buffer, at, end - at);
        return new Reader() {
            private int next;

            @Override
            public int read(char[] into, int from, int length) throws IOException {
                if (next == begun.length()) {
                    return characters.read(into, from, length);
                }
                int count = Math.min(length, begun.length() - next);
                begun.getChars(next, next + count, into, from);
                next += count;
                return count;
            }

            @Override
            public void close() throws IOException {
                characters.close();
            }
        };
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, characters.read(buffer, 0, buffer.length));
        return end > 0;
    }
}
