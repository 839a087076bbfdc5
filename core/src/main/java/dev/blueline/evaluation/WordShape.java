package dev.blueline.evaluation;

/** Where words begin and end, and how they look: letters, digits after a letter, and the underscores and dollars of identifiers. */
final class WordShape {
    private WordShape() {}

    static boolean inWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
    }

    /** End of the word that goes through a position. */
    static int end(String text, int at) {
        int end = at;
        while (end < text.length() && inWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether a word can hardly be prose: a capital after a small letter, a digit, an underscore, a dollar. */
    static boolean identifier(String word) {
        for (int i = 1; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isDigit(c)
                    || c == '_'
                    || c == '$'
                    || (Character.isUpperCase(c) && Character.isLowerCase(word.charAt(i - 1)))) {
                return true;
            }
        }
        return word.charAt(0) == '_' || word.charAt(0) == '$';
    }
}
