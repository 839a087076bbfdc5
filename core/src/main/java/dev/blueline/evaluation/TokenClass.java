package dev.blueline.evaluation;

import java.util.Locale;

/**
 * What it takes to predict a token. The rules of {@link TokenTagger} are tried in this order and the first that holds decides, so that every
 * token has exactly one class.
 */
public enum TokenClass {
    COPY(
            "copy from the text",
            "the four tokens before it stood in sight before, and this one came next the last time",
            "a name or phrase that comes again: \"... the European Court of Auditors ... the European Court of | Auditors\""),
    CLOSING(
            "closing brackets and quotes",
            "closes the bracket, quote or comment that is open",
            "the second bracket of \"max(a, b|)\""),
    LAYOUT("layout", "white space only: line ends, indentation, spaces", "the indentation after \"{\""),
    PUNCTUATION(
            "punctuation and operators",
            "neither letter nor digit, and nothing is closed by it",
            "the comma of \"Mr President|, I\", the \" =\" of \"int a| = 3\""),
    NUMBER("numbers", "digits, but not inside an identifier", "the \"9\" of \"in 1|997\""),
    FUNCTION(
            "function words",
            "of an article, pronoun, preposition, conjunction or auxiliary of the text's language, or of a keyword of Java",
            "\" of\", \" the\", \" qui\", \"return\""),
    ENDING(
            "endings of known words",
            "the last piece of a word, an inflection of the text's language on a stem that training text knows",
            "the \"s\" of \"the committee thank|s\""),
    WORD_SEEN(
            "inside a word seen before",
            "goes on inside a word that stood in the document before",
            "the second half of an identifier or name when it comes again"),
    WORD_NEW(
            "inside a new word",
            "goes on inside a word that the document has not used",
            "the \"ber\" of \"the mem|ber\" at its first use"),
    NAME_SEEN(
            "names and identifiers seen before",
            "starts a name or identifier that stood in the document before",
            "the second use of \"buffer\" in a method"),
    NAME_NEW(
            "new names",
            "starts a name or identifier that the document has not used: what knowledge or guessing must supply",
            "\" Azerbaijan\" after \"the capital of\""),
    FREQUENT(
            "frequent words",
            "starts one of the thousand words most frequent in training text",
            "\" people\", \" make\""),
    RARE("rare words", "starts any other word", "\" fiduciary\"");

    private final String title;
    private final String definition;
    private final String example;

    TokenClass(String title, String definition, String example) {
        this.title = title;
        this.definition = definition;
        this.example = example;
    }

    /** A name to print. */
    public String title() {
        return title;
    }

    /** The rule in words. */
    public String definition() {
        return definition;
    }

    /** An example. */
    public String example() {
        return example;
    }

    /** The name in ledgers: {@code name_seen}. */
    public String slice() {
        return name().toLowerCase(Locale.ROOT);
    }
}
