package dev.blueline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.corpus.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeTest {

    @ParameterizedTest
    @CsvSource({
        "capital, Azerbaijan, Baku",
        "capital, France, Paris",
        "capital, Kenya, Nairobi",
        "capital, Poland, Warsaw",
        "capital, Japan, Tokyo",
        "state-capital, Texas, Austin",
        "state-capital, Massachusetts, Boston",
        "continent, Kenya, Africa",
        "continent, Brazil, South America",
        "continent, Mexico, North America",
        "currency, Azerbaijan, manat",
        "currency, Japan, yen",
        "currency, Germany, euro",
        "language, Brazil, Portuguese",
        "language, Hungary, Hungarian",
        "language, Germany, German",
        "symbol, iron, Fe",
        "symbol, gold, Au"
    })
    void wellKnownFactsAreKnown(String relation, String subject, String object) {
        assertThat(Facts.builtIn().holds(relation, subject, object)).isTrue();
    }

    /** Of the 702 facts that the sources give, all read, 39 are false by now, disputed, or one of several. */
    @ParameterizedTest
    @CsvSource({
        "language, Syria, Syriac",
        "language, Maldives, English",
        "language, Namibia, Nama",
        "capital, Malaysia, Putrajaya",
        "capital, South Africa, Pretoria",
        "capital, Bolivia, La Paz",
        "capital, Tanzania, Dar es Salaam",
        "capital, Burundi, Bujumbura",
        "capital, Zimbabwe, Salisbury",
        "capital, Sri Lanka, Colombo",
        "capital, Israel, Jerusalem",
        "currency, El Salvador, colón",
        "currency, Zimbabwe, gold",
        "continent, Georgia, Asia"
    })
    void whatIsFalseOrDisputedIsNotAsked(String relation, String subject, String object) {
        assertThat(Facts.builtIn().all()).doesNotContain(new Fact(relation, subject, object));
    }

    /** The page on skills says how many there are; other JDKs' tables may differ by a few. */
    @Test
    void thePageOnSkillsSaysHowManyFactsThereAre() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "skills.md"));
        Matcher said = Pattern.compile("(\\d+) facts are asked").matcher(page);
        assertThat(said.find()).isTrue();
        assertThat(Facts.builtIn().all().size()).isCloseTo(Integer.parseInt(said.group(1)), within(5));
    }

    @Test
    void everyRelationHasManyFacts() {
        Map<String, Integer> sizes = new HashMap<>();
        Facts.builtIn().all().forEach(fact -> sizes.merge(fact.relation(), 1, Integer::sum));
        assertThat(sizes.get(Facts.CAPITAL)).isGreaterThan(120);
        assertThat(sizes.get(Facts.STATE_CAPITAL)).isBetween(45, 50);
        assertThat(sizes.get(Facts.CONTINENT)).isGreaterThan(120);
        assertThat(sizes.get(Facts.CURRENCY)).isGreaterThan(150);
        assertThat(sizes.get(Facts.LANGUAGE)).isGreaterThan(80);
        assertThat(sizes.get(Facts.SYMBOL)).isGreaterThan(100);
    }

    @Test
    void noWrongAnswerIsTrue() {
        Facts facts = Facts.builtIn();
        for (Item item : Suite.of(Skills.named("knowledge"), 2, 500).items()) {
            Fact fact = item.fact().orElseThrow();
            String right = item.right().strip();
            assertThat(right.equals(fact.object()) || right.equals(fact.subject()))
                    .isTrue();
            for (String wrong : item.wrong()) {
                assertThat(
                                right.equals(fact.object())
                                        ? facts.holds(fact.relation(), fact.subject(), wrong.strip())
                                        : facts.holds(fact.relation(), wrong.strip(), fact.object()))
                        .as(item.prompt() + wrong)
                        .isFalse();
            }
        }
    }

    /** Sixteen parts are stated more often than one part, and facts of no part never. */
    @Test
    void factsAreStatedAsOftenAsPlanned() {
        Skill skill = Skills.named("knowledge");
        FactCounter counter = new FactCounter(Facts.builtIn().all());
        counter.count(SkillText.of(skill, 1, 1_500_000));
        Map<Integer, long[]> byParts = new HashMap<>();
        for (Fact fact : Facts.builtIn().all()) {
            long[] sums = byParts.computeIfAbsent(Knowledge.partsOf(fact), parts -> new long[2]);
            sums[0] += counter.times(fact);
            sums[1]++;
        }
        double one = mean(byParts, 1);
        assertThat(mean(byParts, 0)).isZero();
        assertThat(one).isGreaterThan(3);
        assertThat(mean(byParts, 16) / one).isBetween(12.0, 20.0);
        assertThat(mean(byParts, 4) / one).isBetween(3.0, 5.0);
    }

    private static double mean(Map<Integer, long[]> byParts, int parts) {
        long[] sums = byParts.getOrDefault(parts, new long[2]);
        return (double) sums[0] / sums[1];
    }

    @Test
    void factsAreCountedBySentencesThatNameBothSides() {
        Fact baku = new Fact("capital", "Azerbaijan", "Baku");
        Fact york = new Fact("state-capital", "New York", "Albany");
        Fact guinea = new Fact("capital", "Guinea", "Conakry");
        Fact bissau = new Fact("capital", "Guinea-Bissau", "Bissau");
        FactCounter counter = new FactCounter(List.of(baku, york, guinea, bissau));
        counter.count(Stream.of(
                document("Baku is the capital of Azerbaijan. Baku is large. Azerbaijan, whose city is Baku!"),
                document("Albany is in New York; York is not in New York. Albanys are not Albany in New Yorkshire."),
                document("Bissau is in Guinea-Bissau\nConakry is in Guinea")));
        assertThat(counter.times(baku)).isEqualTo(2);
        assertThat(counter.times(york)).isEqualTo(1);
        assertThat(counter.times(guinea)).isEqualTo(1);
        assertThat(counter.times(bissau)).isEqualTo(1);
        assertThat(counter.times(new Fact("capital", "Peru", "Lima"))).isZero();
    }

    private static Document document(String text) {
        return new Document("d", "g", "n", text);
    }

    @Test
    void translatedNamesAreThoseOfTheJdk() {
        Map<String, String> spanish = names(Locale.of("es"));
        int checked = 0;
        for (Item item : Suite.level(Skills.named("translation-spanish"), 1, 1, 300)) {
            if (item.template().startsWith("name-country")) {
                String english = spanish.keySet().stream()
                        .filter(item.prompt()::contains)
                        .max((a, b) -> Integer.compare(a.length(), b.length()))
                        .orElseThrow();
                assertThat(item.right().strip()).as(item.prompt()).isEqualTo(spanish.get(english));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
    }

    private static Map<String, String> names(Locale locale) {
        Map<String, String> names = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            names.put(country.getDisplayCountry(Locale.ENGLISH), country.getDisplayCountry(locale));
        }
        return names;
    }

    /** Written down by hand from grammars of the two languages. */
    @Test
    void phrasesAgreeByHand() {
        Map<String, String> known = Map.of(
                "\"the red house\" in Spanish", "la casa roja",
                "\"the small book\" in Spanish", "el libro pequeño",
                "\"we see the old door\" in Spanish", "vemos la puerta vieja",
                "\"the red house\" in Russian", "красный дом",
                "\"the expensive car\" in Russian", "дорогая машина",
                "\"the white window\" in Russian", "белое окно",
                "\"I see the small lamp\" in Russian", "я вижу маленькую лампу",
                "\"they buy the new letter\" in Russian", "они покупают новое письмо");
        Map<String, String> made = new HashMap<>();
        for (String language : List.of("spanish", "russian")) {
            RuleSkill skill = (RuleSkill) Skills.named("translation-" + language);
            for (int level = 2; level <= 3; level++) {
                Draw draw = new Draw("by hand", 1, level, 0);
                for (int i = 0; i < 60_000; i++) {
                    Question question = skill.question(draw, level);
                    made.put(question.prompt(), question.right());
                }
            }
        }
        known.forEach((english, foreign) -> {
            String prompt = "How do you say " + english + "? You say \"";
            assertThat(made.getOrDefault(prompt, foreign)).as(prompt).isEqualTo(foreign);
        });
        assertThat(known.keySet().stream()
                        .filter(english -> made.containsKey("How do you say " + english + "? You say \"")))
                .hasSizeGreaterThanOrEqualTo(6);
    }
}
