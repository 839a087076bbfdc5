package dev.blueline.tasks;

import java.util.List;
import java.util.Set;

/** Minimal pairs: two continuations, one of which no grammar of English allows. Words are WordNet's. */
final class Grammar extends RuleSkill {
    private static final Set<Character> VOWELS = Set.of('a', 'e', 'i', 'o');
    private static final Set<Character> UNSURE = Set.of('h', 'u', 'y');

    private static final List<String> ARTICLE = List.of(
            "She wanted",
            "He was looking for",
            "In the picture there is",
            "They talked about",
            "We have never seen",
            "Nobody expected",
            "This is");
    private static final List<String> VERB = List.of(
            "On Sundays, I love to",
            "After work, they will",
            "If nothing changes, we must",
            "My brother does not want to",
            "It is hard to",
            "In the summer, everyone can",
            "She has decided to");
    private static final List<String> NOUN = List.of(
            "There was a picture of the",
            "He was standing next to the",
            "I have never thought about the",
            "The letter says nothing of the",
            "Please look after my",
            "Somebody has forgotten his",
            "We were all afraid of this");
    private static final List<String> SUBJECT = List.of(
            "Every day, the",
            "At the meeting, the",
            "In this book, the",
            "As far as I know, the",
            "When it rains, the");
    private static final List<String> BETWEEN =
            List.of("near the", "behind the", "in front of the", "with the", "beside the", "from the");
    private static final List<List<String>> NUMBER = List.of(
            List.of("is here", "are here"),
            List.of("was late", "were late"),
            List.of("has gone", "have gone"),
            List.of("does not speak", "do not speak"));

    /** Word lists, read when first needed. */
    private static final class Lexicon {
        static final WordNet WORDNET = WordNet.builtIn();
        static final List<String> VERBS = WORDNET.intransitiveVerbs(2);
        static final List<String> THINGS = WORDNET.nouns(2, Set.of(5, 6, 13, 20));
        static final List<String> PERSONS = WORDNET.nouns(5, Set.of(18));
        static final List<String> VOWEL = startingWith(true);
        static final List<String> CONSONANT = startingWith(false);
        static final List<String> ADJECTIVES = WORDNET.only(WordNet.PartOfSpeech.ADJECTIVE, 20).stream()
                .filter(word -> !Set.of(
                                "other",
                                "many",
                                "several",
                                "various",
                                "another",
                                "every",
                                "certain",
                                "able",
                                "unable",
                                "aware",
                                "afraid",
                                "alive",
                                "gone",
                                "larger",
                                "smaller",
                                "greater",
                                "greatest",
                                "older",
                                "concerned",
                                "involved",
                                "located",
                                "based",
                                "pursuant")
                        .contains(word))
                .toList();
    }

    /** Words whose article nobody doubts, as many of one kind as of the other. */
    private static List<String> startingWith(boolean vowel) {
        List<String> nouns = Lexicon.WORDNET.nouns(1, Set.of(5, 6, 13, 18, 20));
        List<String> vowels = nouns.stream()
                .filter(noun -> VOWELS.contains(noun.charAt(0)))
                .filter(noun -> !noun.startsWith("eu") && !noun.startsWith("one"))
                .toList();
        return vowel
                ? vowels
                : nouns.stream()
                        .filter(noun -> !VOWELS.contains(noun.charAt(0)) && !UNSURE.contains(noun.charAt(0)))
                        .limit(vowels.size())
                        .toList();
    }

    @Override
    public String name() {
        return "grammar";
    }

    @Override
    public String summary() {
        return "Minimal pairs: articles, parts of speech, agreement, order.";
    }

    @Override
    public String heldOut() {
        return "One combination of frame and words in five is asked and never stated.";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                new Level(1, "a or an"),
                new Level(2, "part of speech"),
                new Level(3, "agreement of subject and verb"),
                new Level(4, "order of words"),
                new Level(5, "agreement across another noun"));
    }

    @Override
    protected Question question(Draw draw, int level) {
        return switch (level) {
            case 1 -> article(draw);
            case 2 -> partOfSpeech(draw);
            case 3 -> agreement(draw);
            case 4 -> order(draw);
            default -> across(draw);
        };
    }

    private static Question pair(String template, String prompt, String right, String wrong, int steps) {
        return new Question(prompt + " " + right, template, prompt, " " + right, List.of(" " + wrong), steps);
    }

    private static Question article(Draw draw) {
        int frame = draw.below(ARTICLE.size());
        boolean vowel = draw.coin();
        String noun = draw.of(vowel ? Lexicon.VOWEL : Lexicon.CONSONANT);
        String right = vowel ? "an " : "a ";
        String wrong = vowel ? "a " : "an ";
        return pair((vowel ? "an-" : "a-") + (frame + 1), ARTICLE.get(frame), right + noun, wrong + noun, 1);
    }

    private static Question partOfSpeech(Draw draw) {
        String verb = draw.of(Lexicon.VERBS);
        String noun = draw.of(Lexicon.THINGS.subList(0, Lexicon.VERBS.size())); // as many nouns as verbs
        boolean wantsVerb = draw.coin();
        List<String> frames = wantsVerb ? VERB : NOUN;
        int frame = draw.below(frames.size());
        return pair(
                (wantsVerb ? "verb-" : "noun-") + (frame + 1),
                frames.get(frame),
                wantsVerb ? verb : noun,
                wantsVerb ? noun : verb,
                1);
    }

    private static Question agreement(Draw draw) {
        int frame = draw.below(SUBJECT.size());
        boolean plural = draw.coin();
        String person = draw.of(Lexicon.PERSONS);
        String verb = draw.of(Lexicon.VERBS);
        String one = withS(verb);
        return pair(
                "agreement-" + (frame + 1) + (plural ? "-plural" : "-singular"),
                SUBJECT.get(frame) + " " + (plural ? withS(person) : person),
                plural ? verb : one,
                plural ? one : verb,
                1);
    }

    private static Question across(Draw draw) {
        boolean plural = draw.coin();
        boolean otherPlural = draw.below(4) > 0 != plural; // three in four differ in number
        String person = draw.of(Lexicon.PERSONS);
        String thing = draw.of(Lexicon.THINGS);
        int between = draw.below(BETWEEN.size());
        List<String> number = draw.of(NUMBER);
        return pair(
                "across-" + (between + 1) + (plural ? "-plural" : "-singular"),
                "The " + (plural ? withS(person) : person) + " " + BETWEEN.get(between) + " "
                        + (otherPlural ? withS(thing) : thing),
                number.get(plural ? 1 : 0),
                number.get(plural ? 0 : 1),
                2);
    }

    private static Question order(Draw draw) {
        String person = draw.of(Lexicon.PERSONS);
        String thing = draw.of(Lexicon.THINGS);
        String verb = draw.of(Lexicon.VERBS);
        String adjective = draw.of(Lexicon.ADJECTIVES);
        return switch (draw.below(8)) {
            case 0 ->
                pair("order-adjective", "They spoke about the", adjective + " " + thing, thing + " " + adjective, 1);
            case 1 ->
                pair("order-possessive", "We remember her", adjective + " " + person, person + " " + adjective, 1);
            case 2 -> pair("order-not", "The " + person + " would", "not " + verb, verb + " not", 1);
            case 3 -> pair("order-infinitive", "The " + person + " wants", "to " + verb, verb + " to", 1);
            case 4 -> pair("order-article", "Nobody has seen", "the " + thing, thing + " the", 1);
            case 5 ->
                pair("order-preposition", "The " + person + " stood", "near the " + thing, "the near " + thing, 1);
            case 6 ->
                pair("order-question", "Why", "did the " + person + " " + verb, "the " + person + " did " + verb, 1);
            default -> pair("order-auxiliary", "The " + person, "will " + verb, verb + " will", 1);
        };
    }

    /** Regular plural of a noun, or third person of a verb. */
    static String withS(String word) {
        if (word.endsWith("s")
                || word.endsWith("x")
                || word.endsWith("z")
                || word.endsWith("ch")
                || word.endsWith("sh")
                || word.endsWith("o")) {
            return word + "es";
        }
        boolean consonantY = word.endsWith("y") && "aeiou".indexOf(word.charAt(word.length() - 2)) < 0;
        return consonantY ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    }
}
