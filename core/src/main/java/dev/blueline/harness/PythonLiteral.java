package dev.blueline.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists, texts and numbers as Python writes them: {@code ['it\'s', "b", 3]}. What templates print of a list is read again by this. */
final class PythonLiteral {
    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** The value; empty if the text is no literal. Tuples are lists. */
    static Optional<Object> parse(String text) {
        PythonLiteral literal = new PythonLiteral(text);
        try {
            Object value = literal.value();
            literal.skipBlanks();
            return literal.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException no) {
            return Optional.empty();
        }
    }

    private Object value() {
        skipBlanks();
        char c = text.charAt(at);
        return switch (c) {
            case '[' -> list(']');
            case '(' -> list(')');
            case '\'', '"' -> string(c);
            default -> word();
        };
    }

    private List<Object> list(char end) {
        List<Object> list = new ArrayList<>();
        at++;
        skipBlanks();
        while (text.charAt(at) != end) {
            list.add(value());
            skipBlanks();
            if (text.charAt(at) == ',') {
                at++;
                skipBlanks();
            } else if (text.charAt(at) != end) {
                throw new IllegalArgumentException();
            }
        }
        at++;
        return list;
    }

    private String string(char quote) {
        StringBuilder string = new StringBuilder();
        at++;
        while (text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\') {
                escape(text.charAt(at++), string);
            } else {
                string.append(c);
            }
        }
        at++;
        return string.toString();
    }

    private void escape(char c, StringBuilder to) {
        switch (c) {
            case 'n' -> to.append('\n');
            case 't' -> to.append('\t');
            case 'r' -> to.append('\r');
            case 'b' -> to.append('\b');
            case 'f' -> to.append('\f');
            case '\n' -> {}
            case '\\', '\'', '"' -> to.append(c);
            case 'x' -> code(2, to);
            case 'u' -> code(4, to);
            case 'U' -> code(8, to);
            default -> to.append('\\').append(c);
        }
    }

    private void code(int digits, StringBuilder to) {
        to.appendCodePoint(Integer.parseInt(text.substring(at, at + digits), 16));
        at += digits;
    }

    private Object word() {
        int from = at;
        while (at < text.length() && ",])".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at).strip();
        return switch (word) {
            case "True", "true" -> PythonTruth.TRUE;
            case "False", "false" -> PythonTruth.FALSE;
            case "None" -> PythonNone.NONE;
            default -> number(word);
        };
    }

    private static Object number(String word) {
        if (word.matches("[+-]?\\d{1,18}")) {
            return Long.parseLong(word);
        }
        if (!word.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            throw new IllegalArgumentException();
        }
        return Double.parseDouble(word);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
