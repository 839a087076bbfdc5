package dev.blueline.evaluation;

import dev.blueline.corpus.ClosedClasses;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A language by its closed classes: function words and inflections ({@link ClosedClasses}). Java counts as one.
 *
 * @param name such as {@code en}; {@code java} for code
 * @param functionWords articles, pronouns, prepositions, conjunctions, auxiliaries; keywords of Java; in lower case
 * @param endings inflections
 */
record TextLanguage(String name, Set<String> functionWords, Set<String> endings) {
    /** Characters looked at to tell the language. */
    private static final int LOOKED_AT = 4_000;

    private static final List<TextLanguage> ALL = ClosedClasses.all().stream()
            .map(each -> new TextLanguage(each.language(), each.functionWords(), each.endings()))
            .toList();

    /** Whether it is a programming language. */
    boolean code() {
        return name.equals("java");
    }

    /** The language of its comments and strings: English for code. */
    TextLanguage ofProse() {
        return code() ? ALL.getFirst() : this;
    }

    /** Whether common nouns are written with a capital. */
    boolean capitalNouns() {
        return name.equals("de");
    }

    /** The language whose function words make up most of the beginning of a text; English where none does. Code is told by its line ends. */
    static TextLanguage of(String text) {
        String beginning = text.substring(0, Math.min(LOOKED_AT, text.length()));
        if (codeLines(beginning)) {
            return ALL.getLast();
        }
        TextLanguage best = ALL.getFirst();
        int most = best.functionWordsIn(beginning);
        for (TextLanguage each : prose()) {
            int count = each.functionWordsIn(beginning);
            if (count > most) {
                best = each;
                most = count;
            }
        }
        return best;
    }

    /** All but Java, English first. */
    static List<TextLanguage> prose() {
        return ALL.subList(0, ALL.size() - 1);
    }

    /** How many words of a text are this language's function words. */
    int functionWordsIn(String text) {
        int count = 0;
        for (int at = 0; at < text.length(); ) {
            if (!Character.isLetter(text.charAt(at))) {
                at++;
                continue;
            }
            int end = WordShape.end(text, at);
            count += functionWords.contains(text.substring(at, end).toLowerCase(Locale.ROOT)) ? 1 : 0;
            at = end;
        }
        return count;
    }

    /** Code is what has a line in five, and at least one, that ends in a semicolon or a brace. */
    static boolean codeLines(String text) {
        int lines = 0;
        int ended = 0;
        char last = '\n';
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '\n' : text.charAt(i);
            if (c == '\n' && last != '\n') {
                lines++;
                ended += last == ';' || last == '{' || last == '}' ? 1 : 0;
                last = '\n';
            } else if (!Character.isWhitespace(c)) {
                last = c;
            }
        }
        return ended > 0 && 5 * ended >= lines;
    }
}
