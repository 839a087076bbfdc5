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
        private int noted; // words that end before it are in seen

        Pass(TokenText tokens) {
            this.tokens = tokens;
            this.text = tokens.text();
            this.language = TextLanguage.of(text);
            this.brackets = new OpenBrackets(text, language.code());
        }

        TokenClass next(int i) {
            int from = tokens.starts()[i];
            int to = tokens.starts()[i + 1];
            if (tokens.inside()[i]) {
                return inside(from, to);
            }
            int first = from;
            while (first < to && isSpace(text.charAt(first))) {
                first++;
            }
            brackets.readTo(first);
            if (first == to) {
                return from == to ? inside(Math.min(from, text.length() - 1), to) : TokenClass.LAYOUT;
            }
            if (brackets.closedBy(first)) {
                return TokenClass.CLOSING;
            }
            int letter = first;
            while (letter < to
                    && !Character.isLetter(text.charAt(letter))
                    && !Character.isSurrogate(text.charAt(letter))) {
                letter++;
            }
            boolean digit = Character.isDigit(text.charAt(first));
            if (digit && first == from && WordShape.start(text, first) < first) {
                return inside(first, to);
            }
            if (digit) {
                return TokenClass.NUMBER;
            }
            if (letter == to) {
                return TokenClass.PUNCTUATION;
            }
            int start = WordShape.start(text, letter);
            return start < from ? inside(letter, to) : word(letter, from);
        }

        private TokenClass inside(int at, int to) {
            if (text.isEmpty() || !WordShape.inWord(text.charAt(at))) {
                return TokenClass.PUNCTUATION; // a piece of a sign
            }
            int start = WordShape.start(text, at);
            int end = WordShape.end(text, at);
            note(start);
            String word = text.substring(start, end);
            if (to == end
                    && at - start >= 2
                    && language.endings().contains(text.substring(at, end))
                    && words.known(text.substring(start, at).toLowerCase(Locale.ROOT))) {
                return TokenClass.ENDING;
            }
            return seen.contains(word) ? TokenClass.WORD_SEEN : TokenClass.WORD_NEW;
        }

        private TokenClass word(int start, int from) {
            int end = WordShape.end(text, start);
            note(start);
            String word = text.substring(start, end);
            String lower = word.toLowerCase(Locale.ROOT);
            if (language.functionWords().contains(lower)) {
                return TokenClass.FUNCTION;
            }
            if (name(word, lower, start, end, from)) {
                return seen.contains(word) ? TokenClass.NAME_SEEN : TokenClass.NAME_NEW;
            }
            return words.frequent(lower) ? TokenClass.FREQUENT : TokenClass.RARE;
        }

        private boolean name(String word, String lower, int start, int end, int from) {
            boolean called = (start > from && ".@#".indexOf(text.charAt(start - 1)) >= 0)
                    || (end < text.length() && text.charAt(end) == '(');
            if (WordShape.identifier(word) || called) {
                return true;
            }
            if (language.code() && !brackets.inComment() && !brackets.quoted()) {
                return seen.contains(word) || Character.isUpperCase(word.charAt(0));
            }
            if (!Character.isUpperCase(word.charAt(0))) {
                return false;
            }
            if (language.capitalNouns()) {
                return !words.known(lower);
            }
            return words.known(lower) ? words.name(lower) && !startsSentence(start) : true;
        }

        private boolean startsSentence(int start) {
            int at = start - 1;
            while (at >= 0 && (text.charAt(at) == ' ' || "\"“„«('".indexOf(text.charAt(at)) >= 0)) {
                at--;
            }
            return at < 0 || ".!?:\n".indexOf(text.charAt(at)) >= 0;
        }

        /** Takes up the words that end before a place. */
        private void note(int place) {
            while (noted < place) {
                if (!Character.isLetter(text.charAt(noted)) && text.charAt(noted) != '_') {
                    noted++;
                    continue;
                }
                int end = WordShape.end(text, noted);
                if (end > place) {
                    return;
                }
                seen.add(text.substring(noted, end));
                noted = end;
            }
        }

        private static boolean isSpace(char c) {
            return Character.isWhitespace(c) || c == '\u00a0';
        }
    }
}
