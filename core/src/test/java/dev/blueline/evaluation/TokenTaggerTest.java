package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class TokenTaggerTest {
    private static final WordRanks WORDS = WordRanks.of(List.of(
            "the committee thank the member people make a report on the market we thank the people of the market "
                    .repeat(9),
            "Parliament and the Commission. The Parliament met the Commission in Parliament."));
    /** Bytes only: every character is a token, so that a test can say what it means. */
    private static final Tokenizer LETTERS = BytePairTrainer.train(List.of("~~~~ ~~~~"), 289);
    /** Whole words where they are short. */
    private static final Tokenizer PIECES =
            BytePairTrainer.train(List.of("the committee thanks the member of the committee ".repeat(50)), 305);

    /** The class of the token that begins at the first character of a piece of the text, by letters. */
    private static TokenClass at(String text, String piece) {
        int place = text.indexOf(piece);
        return new TokenTagger(LETTERS, WORDS)
                .tag(LETTERS.encode(text), token -> token)[
                text.substring(0, place).getBytes(StandardCharsets.UTF_8).length];
    }

    private static List<String> tagged(Tokenizer tokenizer, String text) {
        int[] ids = tokenizer.encode(text);
        TokenClass[] classes = new TokenTagger(tokenizer, WORDS).tag(ids, token -> 0);
        List<String> tagged = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            tagged.add(tokenizer.decode(new int[] {ids[i]}) + "/" + classes[i]);
        }
        return tagged;
    }

    @Test
    void proseIsClassedAsAReaderWould() {
        String text = "We met Zuko in 1997 (a fiduciary of the Commission), and people thanked Zuko.";
        assertThat(at(text, "We")).isEqualTo(TokenClass.FUNCTION);
        assertThat(at(text, "Zuko in")).isEqualTo(TokenClass.NAME_NEW);
        assertThat(at(text, "uko in")).isEqualTo(TokenClass.WORD_NEW);
        assertThat(at(text, "1997")).isEqualTo(TokenClass.NUMBER);
        assertThat(at(text, "(a")).isEqualTo(TokenClass.PUNCTUATION);
        assertThat(at(text, "fiduciary")).isEqualTo(TokenClass.RARE);
        assertThat(at(text, "Commission")).isEqualTo(TokenClass.NAME_NEW);
        assertThat(at(text, "),")).isEqualTo(TokenClass.CLOSING);
        assertThat(at(text, ", and")).isEqualTo(TokenClass.PUNCTUATION);
        assertThat(at(text, "people")).isEqualTo(TokenClass.FREQUENT);
        assertThat(at(text, "Zuko.")).isEqualTo(TokenClass.NAME_SEEN);
        assertThat(at(text, "uko.")).isEqualTo(TokenClass.WORD_SEEN);
        assertThat(at(text, " met")).isEqualTo(TokenClass.LAYOUT);
    }

    @Test
    void anInflectionOfAKnownWordIsAnEndingWhereItIsTheLastPiece() {
        assertThat(tagged(PIECES, "the committee marketed")).last().asString().endsWith("WORD_NEW");
        int[] ids = LETTERS.encode("it thanks");
        assertThat(new TokenTagger(LETTERS, WORDS).tag(ids, t -> t)[ids.length - 1])
                .isEqualTo(TokenClass.ENDING);
    }

    @Test
    void codeIsClassedByItsOwnRules() {
        String text = """
                /** Counts the items (if any). */
                public int countItems(List<String> buffer) {
                    String label = "it's (open";
                    return buffer.size(); // the size
                }
                """;
        assertThat(at(text, "public")).isEqualTo(TokenClass.FUNCTION);
        assertThat(at(text, "ublic")).isEqualTo(TokenClass.FUNCTION);
        assertThat(at(text, "*/")).isEqualTo(TokenClass.CLOSING);
        assertThat(at(text, "). */")).isEqualTo(TokenClass.CLOSING);
        assertThat(at(text, "countItems")).isEqualTo(TokenClass.NAME_NEW);
        assertThat(at(text, "List")).isEqualTo(TokenClass.NAME_NEW);
        assertThat(at(text, ") {")).isEqualTo(TokenClass.CLOSING);
        assertThat(at(text, "{")).isEqualTo(TokenClass.PUNCTUATION);
        assertThat(at(text, "\";")).isEqualTo(TokenClass.CLOSING);
        assertThat(at(text, "buffer.size")).isEqualTo(TokenClass.NAME_SEEN);
        assertThat(at(text, "size()")).isEqualTo(TokenClass.NAME_NEW);
        assertThat(at(text, "}")).isEqualTo(TokenClass.CLOSING);
        assertThat(at(text, "the size")).isEqualTo(TokenClass.FUNCTION);
    }

    @Test
    void otherLanguagesAreKnownByTheirFunctionWords() {
        assertThat(at("Die Kommission hat die Frage nicht beantwortet, und das ist nicht gut.", "nicht beant"))
                .isEqualTo(TokenClass.FUNCTION);
        assertThat(at("Je remercie les députés qui ont voté pour le rapport de la commission.", "qui"))
                .isEqualTo(TokenClass.FUNCTION);
        assertThat(at("The house die not in the market of the people and the members.", "die"))
                .isEqualTo(TokenClass.RARE);
        assertThat(at("Die Kommission hat die Frage nicht beantwortet.", "Frage"))
                .isEqualTo(TokenClass.NAME_NEW);
    }

    @Test
    void aPhraseThatComesAgainIsCopiedFromItsFifthTokenOn() {
        TokenClass[] classes = new TokenTagger(LETTERS, WORDS).tag(LETTERS.encode("qwertyu, qwertyu"), token -> 0);
        assertThat(classes[13]).isEqualTo(TokenClass.COPY);
        assertThat(classes[12]).isNotEqualTo(TokenClass.COPY);
        assertThat(List.of(classes).subList(13, 16)).containsOnly(TokenClass.COPY);
    }

    @Test
    void whatIsOutOfSightCannotBeCopied() {
        TokenClass[] classes = new TokenTagger(LETTERS, WORDS).tag(LETTERS.encode("qwertyu, qwertyu"), token -> 2);
        assertThat(classes[13]).isNotEqualTo(TokenClass.COPY);
        assertThat(classes[15]).isEqualTo(TokenClass.COPY);
    }

    @Test
    void onlyWhatCameTheLastTimeCanBeCopied() {
        TokenClass[] classes = new TokenTagger(LETTERS, WORDS).tag(LETTERS.encode("qwerta qwertb qwerta"), token -> 0);
        assertThat(classes[19]).isNotEqualTo(TokenClass.COPY);
        assertThat(classes[18]).isEqualTo(TokenClass.COPY);
    }

    @Property(tries = 200)
    void everyTokenOfAnyTextHasAClass(@ForAll String text) {
        for (Tokenizer tokenizer : List.of(LETTERS, PIECES)) {
            int[] ids = tokenizer.encode(text + text);
            TokenClass[] classes = new TokenTagger(tokenizer, WORDS).tag(ids, token -> 0);
            Assertions.assertThat(classes).hasSize(ids.length).doesNotContainNull();
        }
    }
}
