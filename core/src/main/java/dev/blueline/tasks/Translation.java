package dev.blueline.tasks;

import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Translation out of English: names from the JDK's CLDR tables in carrier sentences, noun phrases whose adjective agrees,
 * and short sentences. Every name and word is trained in other combinations; asked are combinations that are not.
 */
final class Translation extends RuleSkill {
    private static final List<String> NAME_CARRIERS = List.of(
            "@L for beginners: \"@E\" is \"",
            "The @L name of @E is \"",
            "English: @E. @L:",
            "How do you say \"@E\" in @L? You say \"",
            "In @L, @E is called \"",
            "The word for \"@E\" in @L is \"");
    private static final List<String> PHRASE_CARRIERS = List.of(
            "@L for beginners: \"@E\" is \"",
            "English: @E. @L:",
            "How do you say \"@E\" in @L? You say \"",
            "The @L for \"@E\" is \"");

    private final String language;
    private final Lexicon lexicon;
    private final Map<String, List<Name>> names;
    private final List<String> kinds;

    private record Name(String english, String foreign) {}

    Translation(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.language = lexicon.locale().getDisplayLanguage(Locale.ENGLISH);
        this.names = names(lexicon.locale());
        this.kinds = names.keySet().stream().sorted().toList();
    }

    /** Names by kind that are spelled unlike the English ones; a name that two things share is left out. */
    private static Map<String, List<Name>> names(Locale locale) {
        Stream<Name> countries = Stream.of(Locale.getISOCountries())
                .map(code -> Locale.of("", code))
                .map(country -> new Name(country.getDisplayCountry(Locale.ENGLISH), country.getDisplayCountry(locale)));
        Stream<Name> languages = Stream.of(Locale.getISOLanguages())
                .map(Locale::of)
                .map(each -> new Name(each.getDisplayLanguage(Locale.ENGLISH), each.getDisplayLanguage(locale)));
        Stream<Name> currencies = Currency.getAvailableCurrencies().stream()
                .filter(each -> !each.getDisplayName(Locale.ENGLISH).contains("("))
                .sorted((a, b) -> a.getCurrencyCode().compareTo(b.getCurrencyCode()))
                .map(each -> new Name(each.getDisplayName(Locale.ENGLISH), each.getDisplayName(locale)));
        Map<String, List<Name>> names = new LinkedHashMap<>();
        names.put("country", distinct(countries));
        names.put("language", distinct(languages));
        names.put("currency", distinct(currencies));
        return names;
    }

    private static List<Name> distinct(Stream<Name> names) {
        Map<String, Name> byForeign = new LinkedHashMap<>();
        Map<String, Name> byEnglish = new LinkedHashMap<>();
        names.filter(name ->
                        !name.english().equals(name.foreign()) && name.english().length() > 3)
                .filter(name -> (name.english() + name.foreign()).indexOf('(') < 0)
                .filter(name -> 2 * TrivialPolicy.sharedPiece(name.english(), name.foreign())
                        <= name.foreign().length())
                .forEach(name -> {
                    if (!byForeign.containsKey(name.foreign()) && byEnglish.putIfAbsent(name.english(), name) == null) {
                        byForeign.put(name.foreign(), name);
                    }
                });
        return List.copyOf(new LinkedHashSet<>(byForeign.values()));
    }

    @Override
    public String name() {
        return "translation-" + language.toLowerCase(Locale.ROOT);
    }

    @Override
    public String summary() {
        return "Names, noun phrases and short sentences from English to " + language + ".";
    }

    @Override
    public String heldOut() {
        return "One combination in five (name and carrier; noun and adjective; verb, noun and adjective) is asked and never"
                + " stated; the parts are trained.";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                new Level(1, "names in carriers"),
                new Level(2, "noun and adjective"),
                new Level(3, "verb, noun and adjective"));
    }

    @Override
    protected Question question(Draw draw, int level) {
        return switch (level) {
            case 1 -> nameQuestion(draw);
            case 2 -> phrase(draw);
            default -> sentence(draw);
        };
    }

    private Question nameQuestion(Draw draw) {
        String kind = draw.of(kinds);
        List<Name> choices = names.getOrDefault(kind, List.of());
        int carrier = draw.below(NAME_CARRIERS.size());
        List<Name> four = draw.several(choices, 4);
        Name asked = four.getFirst();
        return question(
                carrier + "|" + asked.english(),
                "name-" + kind + "-" + (carrier + 1),
                NAME_CARRIERS.get(carrier),
                asked.english(),
                asked.foreign(),
                four.subList(1, 4).stream().map(Name::foreign).toList(),
                1);
    }

    /** The four answers cross two adjectives with the forms of two genders. */
    private Question phrase(Draw draw) {
        Lexicon.Noun noun = draw.of(lexicon.nouns());
        List<Lexicon.Adjective> adjectives = draw.several(lexicon.adjectives(), 2);
        Lexicon.Gender other = draw.of(lexicon.genders().stream()
                .filter(gender -> gender != noun.gender())
                .toList());
        Lexicon.Noun wrongGender = new Lexicon.Noun(noun.english(), noun.foreign(), noun.object(), other);
        List<String> answers = new ArrayList<>();
        for (Lexicon.Noun each : List.of(noun, wrongGender)) {
            adjectives.forEach(adjective -> answers.add(lexicon.phrase(each, adjective, noun, false)));
        }
        int carrier = draw.below(PHRASE_CARRIERS.size());
        String english = adjectives.getFirst().english() + " " + noun.english();
        return question(
                pair(noun, adjectives.getFirst()),
                "phrase-" + (carrier + 1) + "-" + noun.gender().name().toLowerCase(Locale.ROOT),
                PHRASE_CARRIERS.get(carrier),
                "the " + english,
                answers.getFirst(),
                answers.subList(1, answers.size()),
                2);
    }

    private static String pair(Lexicon.Noun noun, Lexicon.Adjective adjective) {
        return noun.english() + "|" + adjective.english();
    }

    /** The four answers cross two nouns with two adjectives. */
    private Question sentence(Draw draw) {
        Lexicon.Verb verb = draw.of(lexicon.verbs());
        List<Lexicon.Noun> nouns = draw.several(lexicon.nouns(), 2);
        List<Lexicon.Adjective> adjectives = draw.several(lexicon.adjectives(), 2);
        if (Split.of(name() + " " + pair(nouns.getFirst(), adjectives.getFirst())) == Split.HELD_OUT) {
            return sentence(draw); // a phrase that level 2 asks stands in no sentence
        }
        List<String> answers = new ArrayList<>();
        for (Lexicon.Noun noun : nouns) {
            adjectives.forEach(
                    adjective -> answers.add(verb.foreign() + " " + lexicon.phrase(noun, adjective, noun, true)));
        }
        int carrier = draw.below(PHRASE_CARRIERS.size());
        String english =
                adjectives.getFirst().english() + " " + nouns.getFirst().english();
        return question(
                verb.english() + "|" + english,
                "sentence-" + (carrier + 1) + "-" + verb.english().split(" ")[0],
                PHRASE_CARRIERS.get(carrier),
                verb.english() + " the " + english,
                answers.getFirst(),
                answers.subList(1, answers.size()),
                3);
    }

    /** An answer in quotes begins right after the opening quote, any other after a space. */
    private Question question(
            String key, String template, String carrier, String english, String right, List<String> wrong, int steps) {
        boolean quoted = carrier.endsWith("\"");
        String prompt = carrier.replace("@E", english).replace("@L", language);
        String before = quoted ? "" : " ";
        return new Question(
                key,
                template,
                prompt,
                before + right,
                wrong.stream().map(answer -> before + answer).toList(),
                steps);
    }

    @Override
    protected String ending(Question question) {
        return question.prompt().endsWith("\"") ? "\"." : ".";
    }
}
