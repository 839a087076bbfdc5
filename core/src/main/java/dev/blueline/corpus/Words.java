package dev.blueline.corpus;

/** The words of a text: runs without white space; in scripts written without spaces each character is one. */
final class Words {
    private Words() {}

    /** Takes a word by its place in the text. */
    @FunctionalInterface
    interface Taker {
        void take(int start, int end);
    }

    /** Hands over every word in order. */
    static void each(String text, Taker taker) {
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at++;
            if (!Shingles.standsAlone(text.charAt(start))) {
                while (at < text.length()
                        && !Character.isWhitespace(text.charAt(at))
                        && !Shingles.standsAlone(text.charAt(at))) {
                    at++;
                }
            }
            taker.take(start, at);
        }
    }
}
