package dev.blueline.tokenizer;

/**
 * Cuts text into the words that merges never cross: what {@link Digits#pattern} matches, one match after another, by a scanner
 * about ten times as fast as the regular expression.
 *
 * <p>The pattern follows GPT-4's ({@code cl100k_base}) with two differences: numbers are cut as {@link Digits} says, and English
 * contractions get no rule of their own (the first rule takes them). A word is thus: letters with at most one other character
 * before them; one digit, or up to two; other signs with at most one space before and line ends after; white space up to its last line end; white space but for its last character;
 * white space.
 *
 * <p>Classes are Unicode's. Characters that a newer Unicode than the reader's has assigned may be cut differently there.
 */
final class PreTokenizer {
    private static final byte OTHER = 0;
    private static final byte LETTER = 1;
    private static final byte NUMBER = 2;
    private static final byte SPACE = 3;
    private static final byte LINE_END = 4;

    /** Class of every character of the basic plane; 64 KB. */
    private static final byte[] CLASSES = new byte[1 << 16];

    static {
        for (int c = 0; c < CLASSES.length; c++) {
            CLASSES[c] = classify(c);
        }
    }

    private PreTokenizer() {}

    /** End of the word that starts at {@code start}, which is before the text's end. */
    static int wordEnd(String text, int start, Digits digits) {
        int length = text.length();
        byte first = classAt(text, start);
        int second = start + width(text, start);
        if (first == LETTER) {
            return run(text, second, LETTER);
        }
        if (first == NUMBER) {
            boolean two = digits == Digits.PAIRS && second < length && classAt(text, second) == NUMBER;
            return two ? second + width(text, second) : second;
        }
        byte next = second < length ? classAt(text, second) : LINE_END;
        if (first != LINE_END && next == LETTER) {
            return run(text, second, LETTER);
        }
        if (first == OTHER) {
            return run(text, run(text, second, OTHER), LINE_END);
        }
        if (next == OTHER && second < length && text.charAt(start) == ' ') {
            return run(text, run(text, second, OTHER), LINE_END);
        }
        return whiteSpaceEnd(text, start);
    }

    /** All white space is in the basic plane. */
    private static int whiteSpaceEnd(String text, int start) {
        int lastLineEnd = -1;
        int end = start;
        for (; end < text.length(); end++) {
            byte kind = CLASSES[text.charAt(end)];
            if (kind == LINE_END) {
                lastLineEnd = end;
            } else if (kind != SPACE) {
                break;
            }
        }
        if (lastLineEnd >= 0) {
            return lastLineEnd + 1;
        }
        return end == text.length() || end == start + 1 ? end : end - 1;
    }

    private static int run(String text, int from, byte kind) {
        int at = from;
        while (at < text.length() && classAt(text, at) == kind) {
            at += width(text, at);
        }
        return at;
    }

    private static byte classAt(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c) ? classify(text.codePointAt(at)) : CLASSES[c];
    }

    private static int width(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at)) ? Character.charCount(text.codePointAt(at)) : 1;
    }

    private static byte classify(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> LETTER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default ->
                codePoint == '\n' || codePoint == '\r'
                        ? LINE_END
                        : (codePoint >= '\t' && codePoint <= '\f') || codePoint == 0x85 ? SPACE : OTHER;
        };
    }
}
