package dev.blueline.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Facts about the world from two sources: WordNet 3.1 (capitals, continents, state capitals, chemical symbols) and the
 * CLDR tables of the JDK (currencies, languages). All were read once; those that are false by now, that are disputed, and those
 * of several that hold are listed below and not asked.
 */
final class Facts {
    static final String CAPITAL = "capital";
    static final String STATE_CAPITAL = "state-capital";
    static final String CONTINENT = "continent";
    static final String CURRENCY = "currency";
    static final String LANGUAGE = "language";
    static final String SYMBOL = "symbol";

    private static final Map<String, String> CONTINENTS = Map.of(
            "African country", "Africa",
            "Asian country", "Asia",
            "European country", "Europe",
            "South American country", "South America",
            "North American country", "North America");
    /** Subjects that are left out of a relation, with why. */
    private static final Map<String, Set<String>> LEFT_OUT = Map.of(
            CAPITAL,
            Set.of(
                    // several, or the government sits elsewhere
                    "Benin",
                    "Bolivia",
                    "Malaysia",
                    "Netherlands",
                    "South Africa",
                    "Sri Lanka",
                    // moved, renamed or a district of the capital
                    "Burundi",
                    "Micronesia",
                    "Qatar",
                    "Tanzania",
                    "Zimbabwe",
                    // disputed
                    "Israel",
                    "Yemen"),
            // in two, or said to be in either
            CONTINENT,
            Set.of("Armenia", "Azerbaijan", "Egypt", "Georgia", "Kazakhstan"),
            CURRENCY,
            Set.of(
                    // another is legal tender too
                    "Bhutan",
                    "Lesotho",
                    "Namibia",
                    "Panama",
                    // changed, or the tables hold it until a date
                    "Bulgaria",
                    "El Salvador",
                    // an unusual word for it: gold
                    "Zimbabwe"),
            LANGUAGE,
            Set.of(
                    // named like the country, but not what most people speak or read
                    "Luxembourg",
                    "Namibia",
                    "Syria",
                    // the tables know English alone, most people speak another
                    "Fiji",
                    "Kiribati",
                    "Malawi",
                    "Maldives",
                    "Marshall Islands",
                    "Micronesia",
                    "Nauru",
                    "Palau",
                    "Papua New Guinea",
                    "Samoa",
                    "Tuvalu"));

    private static final Pattern CHEMICAL_SYMBOL = Pattern.compile("[A-Z][a-z]?");

    private final List<Fact> all = new ArrayList<>();
    /** Also what is true but not asked, such as a second language. */
    private final Set<Fact> true_ = new HashSet<>();

    private final WordNet wordNet;

    private static final class Holder {
        static final Facts BUILT_IN = new Facts(WordNet.builtIn());
    }

    static Facts builtIn() {
        return Holder.BUILT_IN;
    }

    private Facts(WordNet wordNet) {
        this.wordNet = wordNet;
        Map<String, String> countries = countries();
        addWithin(CAPITAL, "national capital", countries);
        addContinents(countries);
        addWithin(STATE_CAPITAL, "state capital", named(Set.of("American state")));
        addSymbols();
        addFromCldr(countries);
    }

    /** Every fact that is asked: one object for a subject in each relation. */
    List<Fact> all() {
        return all;
    }

    List<Fact> of(String relation) {
        return all.stream().filter(fact -> fact.relation().equals(relation)).toList();
    }

    /** Whether it is so, asked or not. */
    boolean holds(String relation, String subject, String object) {
        return true_.contains(new Fact(relation, subject, object));
    }

    /** Offsets of the meanings with one of these words. */
    private Set<String> offsets(String word) {
        Set<String> offsets = new HashSet<>();
        wordNet.nouns().forEach((offset, noun) -> {
            if (noun.words().contains(word)) {
                offsets.add(offset);
            }
        });
        return offsets;
    }

    /** Instances of any of these kinds, or of kinds of them: name by offset. */
    private Map<String, String> named(Set<String> kinds) {
        Set<String> wanted = new HashSet<>();
        kinds.forEach(kind -> wanted.addAll(offsets(kind)));
        Map<String, String> named = new LinkedHashMap<>();
        wordNet.nouns().forEach((offset, noun) -> {
            if (isOf(noun, wanted, 3)) {
                named.put(offset, noun.words().getFirst());
            }
        });
        return named;
    }

    private boolean isOf(WordNet.Noun noun, Set<String> wanted, int depth) {
        for (String kind : noun.kinds()) {
            WordNet.Noun above = wordNet.nouns().get(kind);
            if (wanted.contains(kind) || depth > 1 && above != null && isOf(above, wanted, depth - 1)) {
                return true;
            }
        }
        return false;
    }

    /** Countries of WordNet that CLDR knows, under CLDR's name, by offset. */
    private Map<String, String> countries() {
        Map<String, String> codes = codes();
        Set<String> kinds = new HashSet<>(CONTINENTS.keySet());
        kinds.add("country");
        Map<String, String> countries = new LinkedHashMap<>();
        named(kinds).forEach((offset, name) -> {
            WordNet.Noun noun = wordNet.nouns().get(offset);
            if (noun != null && noun.file() == 15) {
                noun.words().stream()
                        .filter(codes::containsKey)
                        .findFirst()
                        .ifPresent(known -> countries.put(offset, known));
            }
        });
        return countries;
    }

    /** ISO codes by English name. */
    private static Map<String, String> codes() {
        Map<String, String> codes = new TreeMap<>();
        for (String code : Locale.getISOCountries()) {
            codes.put(Locale.of("", code).getDisplayCountry(Locale.ENGLISH), code);
        }
        return codes;
    }

    /**
     * Instances of a kind of place that are part of one of the wholes. Wholes with several are left out, and places named
     * after each other, such as Mexico City: there the question holds the answer.
     */
    private void addWithin(String relation, String kind, Map<String, String> wholes) {
        Set<String> wanted = offsets(kind);
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (WordNet.Noun noun : wordNet.nouns().values()) {
            if (isOf(noun, wanted, 1)) {
                for (String whole : noun.wholes()) {
                    if (wholes.containsKey(whole)) {
                        found.computeIfAbsent(wholes.getOrDefault(whole, ""), name -> new LinkedHashSet<>())
                                .add(wordNet.commonName(noun));
                    }
                }
            }
        }
        found.forEach((subject, objects) -> add(relation, subject, objects));
        all.removeIf(fact -> fact.relation().equals(relation)
                && !Collections.disjoint(Words.of(fact.subject()), Words.of(fact.object())));
    }

    private void addContinents(Map<String, String> countries) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        CONTINENTS.keySet().stream()
                .sorted()
                .forEach(kind -> named(Set.of(kind)).keySet().stream()
                        .filter(countries::containsKey)
                        .forEach(offset -> found.computeIfAbsent(
                                        countries.getOrDefault(offset, ""), name -> new LinkedHashSet<>())
                                .add(CONTINENTS.getOrDefault(kind, ""))));
        found.forEach((subject, objects) -> add(CONTINENT, subject, objects));
    }

    private void addSymbols() {
        for (WordNet.Noun noun : wordNet.nouns().values()) {
            if (noun.words().stream().anyMatch(word -> word.startsWith("atomic number "))) {
                noun.words().stream()
                        .filter(word -> CHEMICAL_SYMBOL.matcher(word).matches())
                        .findFirst()
                        .ifPresent(symbol -> add(SYMBOL, noun.words().getFirst(), Set.of(symbol)));
            }
        }
    }

    private void addFromCldr(Map<String, String> countries) {
        Map<String, String> codes = codes();
        Map<String, Set<String>> spoken = new HashMap<>();
        for (Locale locale : Locale.getAvailableLocales()) {
            spoken.computeIfAbsent(locale.getCountry(), code -> new LinkedHashSet<>())
                    .add(locale.getDisplayLanguage(Locale.ENGLISH));
        }
        for (String name : new LinkedHashSet<>(countries.values())) {
            String code = codes.getOrDefault(name, "");
            Currency currency = Currency.getInstance(Locale.of("", code));
            if (currency != null) {
                String[] words = currency.getDisplayName(Locale.ENGLISH).split(" ");
                add(CURRENCY, name, Set.of(words[words.length - 1].toLowerCase(Locale.ROOT)));
            }
            Set<String> languages = spoken.getOrDefault(code, Set.of());
            languages.forEach(language -> true_.add(new Fact(LANGUAGE, name, language)));
            add(LANGUAGE, name, languages.size() == 1 ? languages : ownLanguage(name, languages));
        }
    }

    /** Of several languages the one named like the country, if there is just one, as French of France. */
    private static Set<String> ownLanguage(String country, Set<String> languages) {
        Set<String> own = new HashSet<>(languages);
        own.removeIf(language -> !language.regionMatches(0, country, 0, 3) || language.contains(" "));
        return own;
    }

    private void add(String relation, String subject, Set<String> objects) {
        objects.forEach(object -> true_.add(new Fact(relation, subject, object)));
        if (objects.size() == 1 && !LEFT_OUT.getOrDefault(relation, Set.of()).contains(subject)) {
            all.add(new Fact(relation, subject, objects.iterator().next()));
        }
    }
}
