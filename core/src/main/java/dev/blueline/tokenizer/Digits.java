package dev.blueline.tokenizer;

/** How {@link PreTokenizer} cuts numbers into words, which bounds what a merge can join. */
public enum Digits {
    /** Every digit a word of its own, so that numbers are spelled the same wherever they stand: for text. */
    SINGLE("\\p{N}"),
    /**
     * Up to two digits a word, from the left, so that numbers below a hundred can be one token: for problems with small numbers, whose
     * solutions then take half as many tokens.
     */
    PAIRS("\\p{N}{1,2}");

    private final String pattern;

    Digits(String pattern) {
        this.pattern = pattern;
    }

    /** The whole cut, in the syntax that Java (with {@code UNICODE_CHARACTER_CLASS}) and Hugging Face (Oniguruma) read alike. */
    String pattern() {
        return "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + pattern
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }
}
