package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HeuristicRuleTest {
    private static final String GOOD = """
            The old harbour lies below the town, and most of its boats are painted blue or green.
            Fishermen leave before sunrise and return when the market opens near the church.
            Some of them have worked there for forty years, with fathers who did the same.
            In winter storms keep everyone at home, so nets are mended beside warm stoves.
            Visitors arrive by train in June, drawn to quiet beaches and cheap rooms.
            A small museum shows maps, anchors, letters, photographs, even a whale's jaw.
            Children swim from the stone pier until somebody calls them for supper.
            Nobody knows exactly how long that way of life can be kept going.
            Prices rise, young people move inland, empty houses become summer flats.
            Still, each evening the lamp on the hill is lit by hand.
            """;
    private static final String GERMAN = """
            Der alte Hafen liegt unter der Stadt, seine Boote sind blau oder gruen gestrichen.
            Fischer fahren vor Sonnenaufgang hinaus, kehren heim, wenn Markttag ist, zur Kirche.
            Einige von ihnen arbeiten dort seit vierzig Jahren, wie schon ihre Grossmuetter.
            Im Winter halten Stuerme alle daheim, Netze werden neben warmen Oefen geflickt.
            Besucher kommen mit dem Zug, angelockt durch ruhige Straende, billige Zimmer.
            """;

    @TestFactory
    Stream<DynamicTest> each_rule_is_broken_by_a_text_that_breaks_no_other() {
        Map<HeuristicRule, String> texts = new EnumMap<>(HeuristicRule.class);
        texts.put(
                HeuristicRule.FEW_WORDS,
                "The end of it was near then. That was clear to all of us. And so we went home with them.");
        texts.put(HeuristicRule.MANY_WORDS, GOOD + madeUp("word", 100_100));
        texts.put(HeuristicRule.WORD_LENGTH, GOOD + madeUp("internationalisation", 300));
        texts.put(HeuristicRule.SYMBOLS, GOOD.replaceAll("(\\S+ \\S+ \\S+ \\S+) ", "$1 #"));
        texts.put(HeuristicRule.BULLETS, GOOD.replaceAll("(?m)^(?=.)", "- "));
        texts.put(
                HeuristicRule.ELLIPSES,
                GOOD + "Learn about fishing...\nWhere museums lead...\nWhat trains bring...\nWhy lamps burn...\n"
                        + "How houses change...\n");
        texts.put(HeuristicRule.FEW_LETTERS, GOOD + "Then " + numbers(50) + ".");
        texts.put(HeuristicRule.STOP_WORDS, madeUp("xword", 80));
        texts.put(HeuristicRule.REPEATED_LINES, GOOD + "More\n".repeat(7));
        texts.put(HeuristicRule.REPEATED_PARAGRAPHS, GOOD + "\nMore\n\nMore\n\nMore\n");
        texts.put(HeuristicRule.COMMON_SEQUENCE, GOOD + commonPair(60));
        String one = GOOD.replace("\n", " ");
        texts.put(HeuristicRule.REPEATED_SEQUENCES, one + "\nOnce more, " + one);
        texts.put(HeuristicRule.FEW_SENTENCES, GOOD.replace(".", ""));
        texts.put(HeuristicRule.BRACES, GOOD + "A final line has a bracket { in it.\n");
        texts.put(HeuristicRule.LOREM_IPSUM, GOOD + "Here begins Lorem Ipsum, some say.\n");

        assertThat(texts).containsOnlyKeys(HeuristicRule.values());
        return texts.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().shortName(),
                        () -> assertThat(Heuristics.broken(entry.getValue())).containsExactly(entry.getKey())));
    }

    @Test
    void the_score_is_the_share_of_rules_kept() {
        Heuristics filter = new Heuristics();

        assertThat(Heuristics.broken(GOOD)).isEmpty();
        assertThat(filter.score(document(GOOD))).isEqualTo(1);
        assertThat(filter.score(document("{ } { }"))).isEqualTo(9 / 15.0);
        assertThat(filter.note(document("{ } { }")))
                .isEqualTo("few words, word length, few letters, common sequence, few sentences, braces");
    }

    @Test
    void stop_words_are_those_of_the_texts_own_language() {
        assertThat(StopWords.of(GOOD).language()).isEqualTo("en");
        assertThat(StopWords.of(GERMAN).language()).isEqualTo("de");
        assertThat(StopWords.of(GERMAN).different()).isGreaterThan(5);
        assertThat(Heuristics.broken(GERMAN)).isEmpty();
        assertThat(StopWords.of("")).isEqualTo(new StopWords("en", 0));
    }

    @Test
    void scripts_without_spaces_are_not_asked_for_long_words_or_stop_words() {
        String chinese = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳。云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜。海咸河淡鳞潜羽翔龙师火帝鸟官人皇。";

        assertThat(Heuristics.broken(chinese)).isEmpty();
    }

    private static Document document(String text) {
        return new Document("d", "g", "n", text);
    }

    private static String madeUp(String stem, int words) {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(stem)
                    .append(Long.toString(random.nextLong(1 << 20), 36))
                    .append(i % 20 == 19 ? ".\n" : " ");
        }
        return text.append("finally.\n").toString();
    }

    private static String numbers(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(1000 + 37 * i * i).append(' ');
        }
        return text.toString().strip();
    }

    private static String commonPair(int times) {
        StringBuilder text = new StringBuilder();
        Random random = new Random(4);
        for (int i = 0; i < times; i++) {
            text.append("whole number ")
                    .append(Long.toString(random.nextLong(1L << 30), 36).replaceAll("\\d", "e"))
                    .append(' ');
        }
        return text.append("end.\n").toString();
    }
}
