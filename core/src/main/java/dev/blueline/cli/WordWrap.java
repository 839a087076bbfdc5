package dev.blueline.cli;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Breaks lines of UTF-8 text at spaces, so that none is wider than a terminal. What follows a break is indented: to where the
 * text begins after a label, else by two. A word wider than the terminal, such as a path, stays whole, and so does a command
 * to type, from {@value #COMMAND} to the end of its line. Escape sequences have no width; a line with a carriage return is
 * being drawn, and is left alone.
 */
final class WordWrap extends OutputStream {
    private static final String COMMAND = "o on with:";

    private final OutputStream out;
    private final int width;
    private final ByteArrayOutputStream word = new ByteArrayOutputStream();
    private final StringBuilder said = new StringBuilder();
    private int wordWidth;
    private int spaces;
    private int column;
    private int hang;
    private boolean begun;
    private boolean labelled;
    private boolean whole;
    private Escape escape = Escape.NONE;

    private enum Escape {
        NONE,
        BEGUN,
        INSIDE
    }

    /** @param width of the widest line, in characters */
    WordWrap(OutputStream out, int width) {
        this.out = new BufferedOutputStream(out);
        this.width = width;
    }

    /** Of a text without line ends or escapes, in columns of a terminal. */
    static int width(String text) {
        int width = 0;
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            width += columns(value & 0xff);
        }
        return width;
    }

    /** Of the character that begins with this byte of UTF-8, 0 for what continues one: East Asian letters are twice as wide. */
    private static int columns(int bits) {
        return (bits & 0xc0) == 0x80 ? 0 : bits >= 0xe3 ? 2 : 1;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            one(bytes[i]);
        }
        if (whole) {
            endWord();
            pad(spaces);
            spaces = 0;
        }
        out.flush();
    }

    private void one(byte value) throws IOException {
        switch (value) {
            case '\n' -> {
                endWord();
                out.write('\n');
                begin();
            }
            case '\r' -> {
                endWord();
                pad(spaces);
                out.write('\r');
                begin();
                whole = true;
            }
            case ' ' -> {
                endWord();
                spaces++;
            }
            default -> {
                word.write(value);
                wordWidth += widthOf(value);
            }
        }
    }

    private void begin() {
        spaces = 0;
        column = 0;
        hang = 0;
        begun = false;
        labelled = false;
        whole = false;
        said.setLength(0);
    }

    private int widthOf(byte value) {
        int bits = value & 0xff;
        switch (escape) {
            case NONE -> {
                if (bits == 0x1b) {
                    escape = Escape.BEGUN;
                    return 0;
                }
            }
            case BEGUN -> {
                escape = bits == '[' ? Escape.INSIDE : Escape.NONE;
                return 0;
            }
            case INSIDE -> {
                if (bits >= 0x40 && bits <= 0x7e) {
                    escape = Escape.NONE;
                }
                return 0;
            }
        }
        return columns(bits);
    }

    private void endWord() throws IOException {
        if (word.size() == 0) {
            return;
        }
        if (begun && !whole && column + spaces + wordWidth > width) {
            out.write('\n');
            pad(hang);
            column = hang;
        } else {
            place();
            pad(spaces);
            column += spaces;
        }
        word.writeTo(out);
        column += wordWidth;
        said.append(said.isEmpty() ? "" : " ").append(word.toString(StandardCharsets.UTF_8));
        whole |= said.indexOf(COMMAND, Math.max(0, said.length() - COMMAND.length())) >= 0;
        word.reset();
        wordWidth = 0;
        spaces = 0;
        begun = true;
    }

    /** Where text after a break begins, as the line so far has it. */
    private void place() {
        if (!begun) {
            hang = Math.min(spaces + 2, width / 3);
        } else if (spaces > 1 && !labelled) {
            labelled = true;
            hang = column + spaces <= width / 3 ? column + spaces : hang;
        }
    }

    private void pad(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            out.write(' ');
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }

    /** Writes the word that has come so far, too. */
    @Override
    public void flush() throws IOException {
        endWord();
        out.flush();
    }
}
