package dev.blueline.evaluation;

/**
 * Whether a text is in a language. Code is told by its line ends; prose is not code, most of its letters are of the
 * language's script, and, where the language has a list of function words, one word in twenty at least is one of them and no
 * other language has more.
 */
final class LanguageKept {
    /** Least share of words that are function words: running text has 20% to 50%, Finnish 10%. */
    private static final double LEAST = 0.05;

    private LanguageKept() {}

    static boolean in(String language, String text) {
        if (language.equals("java")) {
            return TextLanguage.codeLines(text);
        }
        return !TextLanguage.codeLines(text) && inScript(script(language), text) && mostWords(language, text);
    }

    private static Character.UnicodeScript script(String language) {
        return language.equals("el") ? Character.UnicodeScript.GREEK : Character.UnicodeScript.LATIN;
    }

    private static boolean inScript(Character.UnicodeScript script, String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long own = text.codePoints()
                .filter(Character::isLetter)
                .filter(c -> Character.UnicodeScript.of(c) == script)
                .count();
        return letters > 0 && 2 * own > letters;
    }

    private static boolean mostWords(String language, String text) {
        int own = -1;
        int most = 0;
        for (TextLanguage each : TextLanguage.prose()) {
            int count = each.functionWordsIn(text);
            most = Math.max(most, count);
            own = each.name().equals(language) ? count : own;
        }
        return own < 0 || (own >= most && own > 0 && own >= LEAST * words(text));
    }

    private static int words(String text) {
        int words = 0;
        for (int at = 0; at < text.length(); ) {
            if (Character.isLetter(text.charAt(at))) {
                words++;
                at = WordShape.end(text, at);
            } else {
                at++;
            }
        }
        return words;
    }
}
