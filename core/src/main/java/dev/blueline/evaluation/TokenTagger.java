package dev.blueline.evaluation;

import dev.blueline.tokenizer.Tokenizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Gives every token of a document its class by rules that look at the document, at what of it is in sight, and at the word list of
 * training text, never at a model. The rules, in order, first that holds: see {@link TokenClass}; what they are blind to stands in
 * docs/skills.md.
 */
public final class TokenTagger {
    private final Tokenizer tokenizer;
    private final WordRanks words;

    /**
     * @param words of training text
     */
    public TokenTagger(Tokenizer tokenizer, WordRanks words) {
        this.tokenizer = tokenizer;
        this.words = words;
    }

    /**
     * Classes of a document's tokens.
     *
     * @param ids the document, without end-of-text
     * @param sight for a token, the first token of the document that a model sees when it predicts it
     */
    public TokenClass[] tag(int[] ids, IntUnaryOperator sight) {
        return tag(ids, Repeats.of(ids), sight);
    }

    TokenClass[] tag(int[] ids, Repeats repeats, IntUnaryOperator sight) {
        Pass pass = new Pass(TokenText.of(ids, tokenizer));
        TokenClass[] classes = new TokenClass[ids.length];
        for (int i = 0; i < ids.length; i++) {
            TokenClass byText = pass.next(i);
            classes[i] = repeats.repeated(i) && repeats.since(i, sight.applyAsInt(i)) ? TokenClass.COPY : byText;
        }
        return classes;
    }

    /** One reading of a document, from left to right. */
    private final class Pass {
        private final String text;
        private final TokenText tokens;
        private final TextLanguage language;
        private final OpenBrackets brackets;
        private final Set<String> seen = new HashSet<>();
        /** The word read last, which further tokens may go on inside; words before it are in {@link #seen}. */
        private Word current = new Word(0, 0, "", "", false, false);

        /**
         * A word of the text.
         *
         * @param start its first character
         * @param end the character after it
         * @param before whether it stood in the document before
         * @param function whether it is a function word, or a keyword
         */
        private record Word(int start, int end, String text, String lower, boolean before, boolean function) {}

        Pass(TokenText tokens) {
            this.tokens = tokens;
            this.text = tokens.text();
            this.language = TextLanguage.of(text);
            this.brackets = new OpenBrackets(text, language.code());
        }

        TokenClass next(int i) {
            int from = tokens.starts()[i];
            int to = tokens.starts()[i + 1];
            int first = from;
            while (first < to && isSpace(text.charAt(first))) {
                first++;
            }
            brackets.readTo(first);
            if (tokens.inside()[i] || from == to) {
                return piece(from, to);
            }
            if (first == to) {
                return TokenClass.LAYOUT;
            }
            if (brackets.closedBy(first)) {
                return TokenClass.CLOSING;
            }
            int letter = first;
            while (letter < to && !startsWord(text.charAt(letter))) {
                letter++;
            }
            if (first == from && first < current.end()) {
                return inside(first, to); // a digit or a letter of the word that the token before began
            }
            if (Character.isDigit(text.charAt(first))) {
                return TokenClass.NUMBER;
            }
            if (letter == to) {
                return TokenClass.PUNCTUATION;
            }
            return letter < current.end() ? inside(letter, to) : word(letter, from);
        }

        /** A token that begins or ends inside a character. */
        private TokenClass piece(int at, int to) {
            if (at >= text.length() || isSpace(text.charAt(at))) {
                return TokenClass.LAYOUT;
            }
            if (at < current.end()) {
                return inside(at, to);
            }
            return startsWord(text.charAt(at)) ? word(at, at) : TokenClass.PUNCTUATION;
        }

        private TokenClass inside(int at, int to) {
            if (current.function()) {
                return TokenClass.FUNCTION;
            }
            if (to == current.end()
                    && at - current.start() >= 2
                    && language().endings().contains(text.substring(at, to))
                    && words.known(current.lower().substring(0, at - current.start()))) {
                return TokenClass.ENDING;
            }
            return current.before() ? TokenClass.WORD_SEEN : TokenClass.WORD_NEW;
        }

        private TokenClass word(int start, int from) {
            seen.add(current.text());
            int end = WordShape.end(text, start);
            String word = text.substring(start, end);
            String lower = word.toLowerCase(Locale.ROOT);
            boolean function = language().functionWords().contains(lower) || contraction(lower, start);
            current = new Word(start, end, word, lower, seen.contains(word), function);
            if (function) {
                return TokenClass.FUNCTION;
            }
            if (name(from)) {
                return current.before() ? TokenClass.NAME_SEEN : TokenClass.NAME_NEW;
            }
            return words.frequent(lower) ? TokenClass.FREQUENT : TokenClass.RARE;
        }

        /** The text's language; in comments and strings of code, English. */
        private TextLanguage language() {
            return prose() ? language.ofProse() : language;
        }

        private boolean prose() {
            return !language.code() || brackets.inComment() || brackets.quoted();
        }

        /** The {@code t} of {@code don't}. */
        private boolean contraction(String lower, int start) {
            return start > 0
                    && (text.charAt(start - 1) == '\'' || text.charAt(start - 1) == '’')
                    && language().functionWords().contains("'" + lower);
        }

        private boolean name(int from) {
            char first = current.text().charAt(0);
            boolean called = (current.start() > from && ".@#".indexOf(text.charAt(current.start() - 1)) >= 0)
                    || (current.end() < text.length() && text.charAt(current.end()) == '(');
            if (WordShape.identifier(current.text()) || called) {
                return true;
            }
            if (!prose()) {
                return current.before() || Character.isUpperCase(first);
            }
            if (!Character.isUpperCase(first)) {
                return false;
            }
            if (!words.known(current.lower())) {
                return true;
            }
            return !language.capitalNouns() && words.name(current.lower()) && !startsSentence();
        }

        private boolean startsSentence() {
            int at = current.start() - 1;
            while (at >= 0 && (text.charAt(at) == ' ' || "\"“„«('".indexOf(text.charAt(at)) >= 0)) {
                at--;
            }
            return at < 0 || ".!?:\n".indexOf(text.charAt(at)) >= 0;
        }

        private static boolean startsWord(char c) {
            return Character.isLetter(c) || c == '_' || Character.isSurrogate(c);
        }

        private static boolean isSpace(char c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c);
        }
    }
}
