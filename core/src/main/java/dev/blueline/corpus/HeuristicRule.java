package dev.blueline.corpus;

import java.util.Locale;

/**
 * A rule for web text from the literature: those of Gopher (Rae et al. 2021, appendix A.1, table A1) and those of C4 (Raffel et
 * al. 2020, section 2.2) that need no list of forbidden words and no other document.
 *
 * <p>C4's bounds are those of its makers' program ({@code c4_utils.py} of TensorFlow Datasets: {@code _MIN_NUM_SENTENCES = 3},
 * {@code _MIN_WORDS_PER_LINE = 5}). Hugging Face's datatrove quotes the paper with the two exchanged, 5 sentences and lines of 3 words,
 * and drops by those. C4's end marks are {@code . ? !} and the straight quote, and a line that ends in {@code ...} goes; here closing
 * marks of other scripts end a line too. C4 takes single lines out before it counts; here they do not count and stay.
 */
public enum HeuristicRule {
    FEW_WORDS("Gopher", "at least 50 words"),
    MANY_WORDS("Gopher", "at most 100,000 words"),
    WORD_LENGTH("Gopher", "words of 3 to 10 characters on average; not asked of scripts without spaces"),
    SYMBOLS("Gopher", "at most one number sign or ellipsis for ten words"),
    BULLETS("Gopher", "at most 90% of the lines begin with a bullet"),
    ELLIPSES("Gopher", "at most 30% of the lines end with an ellipsis"),
    FEW_LETTERS("Gopher", "at least 80% of the words hold a letter"),
    STOP_WORDS(
            "Gopher",
            "at least two of the, be, to, of, and, that, have, with, or two function words of the text's own language;"
                    + " asked where most letters are Latin"),
    REPEATED_LINES("Gopher", "at most 30% of the lines repeat an earlier one, with at most 20% of the characters"),
    REPEATED_PARAGRAPHS(
            "Gopher", "at most 30% of the paragraphs repeat an earlier one, with at most 20% of the characters"),
    COMMON_SEQUENCE("Gopher", "the commonest 2, 3 or 4 words in a row make up at most 20%, 18%, 16% of the characters"),
    REPEATED_SEQUENCES(
            "Gopher", "at most 15%, 14%, ... 10% of the characters are in repeated runs of 5, 6, ... 10 words"),
    FEW_SENTENCES(
            "C4",
            "at least 3 sentences in lines that end with a terminal mark, have at least 5 words and do not speak of"
                    + " Javascript"),
    BRACES("C4", "no curly bracket"),
    LOREM_IPSUM("C4", "no lorem ipsum");

    private static final double MOST_REPEATED = 0.3;
    private static final double MOST_REPEATED_CHARACTERS = 0.2;
    /** The commonest two words may take this share, and each word more 0.02 less. */
    private static final double MOST_COMMON = 0.2;
    /** Repeated runs of five words may take this share, and each word more 0.01 less. */
    private static final double MOST_IN_SEQUENCES = 0.15;

    private final String source;
    private final String says;

    HeuristicRule(String source, String says) {
        this.source = source;
        this.says = says;
    }

    /** Whose rule it is. */
    public String source() {
        return source;
    }

    /** What it asks, in words. */
    public String says() {
        return says;
    }

    /** What a text that breaks it has, such as {@code few words}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether a text keeps the rule. */
    boolean holds(TextFeatures text) {
        WordCounts words = text.words();
        LineShapes shapes = text.shapes();
        return switch (this) {
            case FEW_WORDS -> words.words() >= 50;
            case MANY_WORDS -> words.words() <= 100_000;
            case WORD_LENGTH -> words.mostlyAlone() || (words.meanLength() >= 3 && words.meanLength() <= 10);
            case SYMBOLS -> words.symbols() <= 0.1 * words.words();
            case BULLETS -> shapes.bullets() <= 0.9 * shapes.lines();
            case ELLIPSES -> shapes.ellipses() <= 0.3 * shapes.lines();
            case FEW_LETTERS -> words.alphabetic() >= 0.8 * words.words();
            case STOP_WORDS -> !words.mostlyLatin() || stopWords(text) >= 2;
            case REPEATED_LINES -> isUnique(text.lines());
            case REPEATED_PARAGRAPHS -> isUnique(text.paragraphs());
            case COMMON_SEQUENCE -> noneIsCommon(text.sequences());
            case REPEATED_SEQUENCES -> fewRepeat(text.sequences());
            case FEW_SENTENCES -> shapes.sentences() >= 3;
            case BRACES -> text.text().indexOf('{') < 0;
            case LOREM_IPSUM -> !text.text().toLowerCase(Locale.ROOT).contains("lorem ipsum");
        };
    }

    private static int stopWords(TextFeatures text) {
        return text.stopWords().language().equals("en")
                ? text.words().stopWords()
                : text.stopWords().different();
    }

    private static boolean isUnique(Repetition repetition) {
        return repetition.units() <= MOST_REPEATED && repetition.characters() <= MOST_REPEATED_CHARACTERS;
    }

    private static boolean noneIsCommon(WordSequences sequences) {
        for (int length = WordSequences.SHORTEST; length <= WordSequences.LONGEST_COMMON; length++) {
            if (sequences.commonest(length) > MOST_COMMON - 0.02 * (length - WordSequences.SHORTEST)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fewRepeat(WordSequences sequences) {
        int first = WordSequences.LONGEST_COMMON + 1;
        for (int length = first; length <= WordSequences.LONGEST; length++) {
            if (sequences.repeated(length) > MOST_IN_SEQUENCES - 0.01 * (length - first)) {
                return false;
            }
        }
        return true;
    }
}
