package dev.blueline.corpus;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as text: UTF-8 (UTF-16 with a byte order mark), repaired where broken, with {@code \n} line ends and no control
 * characters but newline and tab.
 *
 * <p>Broken UTF-8 with hardly any sound multi-byte character is Windows-1252, the usual other encoding of Western text;
 * otherwise the broken bytes are removed. More than one broken byte in ten, or a NUL, is not text at all.
 *
 * @param repaired whether broken bytes were found
 */
record CleanText(String text, boolean repaired) {
    private static final char REPLACEMENT = '\uFFFD';
    private static final double MOST_BROKEN = 0.1;

    static CleanText of(byte[] bytes) throws CharacterCodingException {
        if (isUtf16(bytes)) {
            return new CleanText(clean(new String(bytes, StandardCharsets.UTF_16)), false);
        }
        CleanText decoded = decoded(bytes);
        return new CleanText(clean(decoded.text), decoded.repaired);
    }

    /** Bytes that are not UTF-16 as characters, repaired but with everything that {@link #clean} takes away. */
    static CleanText decoded(byte[] bytes) throws CharacterCodingException {
        rejectBinary(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int broken = count(text, REPLACEMENT);
        if (broken == 0) {
            return new CleanText(text, false);
        }
        if (broken > MOST_BROKEN * text.length()) {
            throw new CharacterCodingException();
        }
        if (broken > aboveAscii(text) - broken) {
            text = new String(bytes, Charset.forName("windows-1252"));
        }
        return new CleanText(text, true);
    }

    /** Whether the bytes begin with a byte order mark of UTF-16. */
    static boolean isUtf16(byte[] bytes) {
        return startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE);
    }

    /** Text that is already decoded: line ends, control characters, replacement characters and lone surrogates. */
    static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (codePoint == '\r') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                    clean.append('\n');
                }
            } else if (codePoint == '\f' || codePoint == '\u2028' || codePoint == '\u2029') {
                clean.append('\n');
            } else if (isKept(codePoint)) {
                clean.appendCodePoint(codePoint);
            }
        }
        return clean.toString();
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' ? c != '\n' && c != '\t' : c >= 0x7F && !isCommon(c)) {
                return false;
            }
        }
        return true;
    }

    /** Characters above ASCII that need no closer look: neither controls, separators, surrogates nor the byte order mark. */
    private static boolean isCommon(char c) {
        return (c >= 0xA0 && c < 0x2028) || (c > 0x2029 && c < Character.MIN_SURROGATE);
    }

    private static boolean isKept(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            return true;
        }
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && codePoint != REPLACEMENT
                && codePoint != '\uFEFF';
    }

    private static void rejectBinary(byte[] bytes) throws CharacterCodingException {
        int controls = 0;
        for (byte b : bytes) {
            if (b == 0) {
                throw new CharacterCodingException();
            }
            if (b > 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
                controls++;
            }
        }
        if (controls > MOST_BROKEN * bytes.length) {
            throw new CharacterCodingException();
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static int count(String text, char wanted) {
        int count = 0;
        for (int i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + 1)) {
            count++;
        }
        return count;
    }

    private static int aboveAscii(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                count++;
            }
        }
        return count;
    }
}
