package dev.blueline.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Right answers found again from the text of the items alone, by other means than those that made them. */
class RulesTest {
    private static final Pattern TERM = Pattern.compile("(\\+|-|plus|minus|add|take away)?\\s*(\\d+)");

    private static List<Item> items(String skill) {
        return Suite.of(Skills.named(skill), 11, 300).items();
    }

    @Test
    void sumsAreRecomputed() {
        for (Item item : items("arithmetic")) {
            BigInteger sum = BigInteger.ZERO;
            Matcher term = TERM.matcher(item.prompt());
            int terms = 0;
            while (term.find()) {
                BigInteger number = new BigInteger(term.group(2));
                boolean taken = List.of("-", "minus", "take away").contains("" + term.group(1));
                sum = taken ? sum.subtract(number) : sum.add(number);
                terms++;
                assertThat(sum.signum()).as(item.prompt()).isPositive();
            }
            assertThat(item.right()).as(item.prompt()).isEqualTo(" " + sum);
            assertThat(terms).isEqualTo(2 + (item.level() - 1) % 4).isEqualTo(item.steps() + 1);
            assertThat(item.wrong())
                    .hasSize(3)
                    .allMatch(wrong -> wrong.length() == item.right().length());
        }
    }

    /** Equal ones are drawn again as what they are: two versions stay versions, two dates dates. */
    @Test
    void twoOfAKindAreCompared() {
        Map<Integer, String> kinds = Map.of(
                3, "\\d+\\.\\d\\d",
                4, "\\d+\\.\\d\\d?",
                5, "\\d{4}-\\d{2}-\\d{2}",
                6, "\\d+\\.\\d+",
                7, "\\d{1,2} [A-Z][a-z]+ \\d{4}");
        RuleSkill comparison = (RuleSkill) Skills.named("comparison");
        kinds.forEach((level, kind) -> {
            Draw draw = new Draw("kinds", 1, level, 0);
            for (int i = 0; i < 20_000; i++) {
                Question question = comparison.question(draw, level);
                assertThat(question.right().strip()).as(question.prompt()).matches(kind);
                assertThat(question.wrong()).allMatch(wrong -> wrong.strip().matches(kind));
            }
        });
    }

    @Test
    void nothingIsPutIntoAPluralThatHasNone() {
        Pattern never =
                Pattern.compile("\\b(sheep|deer|salmon|bacteria|algae|cattle|furniture|machinery)e?s\\b|machineries");
        RuleSkill grammar = (RuleSkill) Skills.named("grammar");
        for (int level : new int[] {1, 3, 5}) {
            Draw draw = new Draw("plurals", 1, level, 0);
            for (int i = 0; i < 20_000; i++) {
                Question question = grammar.question(draw, level);
                assertThat(never.matcher(question.prompt() + question.right()).find())
                        .as(question.prompt() + question.right())
                        .isFalse();
            }
        }
    }

    @Test
    void comparisonsAreMadeAgain() {
        Pattern value = Pattern.compile("\\d{1,2} [A-Z][a-z]+ \\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d+\\.\\d+|\\d+");
        for (Item item : items("comparison")) {
            List<String> two = value.matcher(item.prompt())
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(two).as(item.prompt()).hasSize(2);
            boolean large = Pattern.compile("larger|heavier|newer|latest|later|last")
                    .matcher(item.prompt())
                    .find();
            boolean firstIsLarge = compare(two.get(0), two.get(1), item.prompt()) > 0;
            String right = firstIsLarge == large ? two.get(0) : two.get(1);
            assertThat(item.right()).as(item.prompt()).isEqualTo(" " + right);
        }
    }

    private static int compare(String one, String other, String prompt) {
        if (prompt.contains("version") || prompt.contains("release")) {
            int[] a =
                    Arrays.stream(one.split("\\.")).mapToInt(Integer::parseInt).toArray();
            int[] b = Arrays.stream(other.split("\\."))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            return Arrays.compare(a, b);
        }
        if (one.contains("-")) {
            return LocalDate.parse(one).compareTo(LocalDate.parse(other));
        }
        if (one.contains(" ")) {
            DateTimeFormatter words = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
            return LocalDate.parse(one, words).compareTo(LocalDate.parse(other, words));
        }
        return new BigDecimal(one).compareTo(new BigDecimal(other));
    }

    @Test
    void storiesAreFollowedByASimulator() {
        for (Item item : items("spatial")) {
            assertThat(item.right().strip()).as(item.prompt()).isEqualTo(follow(item.prompt()));
            assertThat(item.steps()).isEqualTo(item.level());
        }
    }

    /** Reads a story sentence by sentence; the unfinished last one is the question. */
    private static String follow(String story) {
        Map<String, String> places = new HashMap<>();
        Map<String, String> holders = new HashMap<>();
        List<String[]> leftOf = new ArrayList<>();
        List<String> sentences = Arrays.asList(story.split("(?<=[.?]) "));
        for (String sentence : sentences) {
            Matcher were = Pattern.compile("([A-Z][a-z]+) was in the ([a-z]+)").matcher(sentence);
            while (were.find()) {
                places.put(were.group(1), were.group(2));
            }
            find("([A-Z][a-z]+) (?:went|walked|ran|moved) to the ([a-z]+)\\.", sentence)
                    .forEach(m -> places.put(m.group(1), m.group(2)));
            find("([A-Z][a-z]+) took the ([a-z]+)\\.", sentence).forEach(m -> holders.put(m.group(2), m.group(1)));
            find("Standing next to ([A-Z][a-z]+), ([A-Z][a-z]+) thought", sentence)
                    .forEach(m -> places.put(m.group(2), places.getOrDefault(m.group(1), "")));
            find("([A-Z][a-z]+) (?:sat beside|was in the same place as) ([A-Z][a-z]+)\\.", sentence)
                    .forEach(m -> places.put(m.group(1), places.getOrDefault(m.group(2), "")));
            find("The ([a-z]+) is (?:to|on) the left of the ([a-z]+)\\.", sentence)
                    .forEach(m -> leftOf.add(new String[] {m.group(1), m.group(2)}));
            find("The ([a-z]+) is (?:to|on) the right of the ([a-z]+)\\.", sentence)
                    .forEach(m -> leftOf.add(new String[] {m.group(2), m.group(1)}));
        }
        String question = String.join(" ", sentences.subList(Math.max(0, sentences.size() - 2), sentences.size()));
        if (!leftOf.isEmpty()) {
            MatchResult ends =
                    find("rom the ([a-z]+),? (?:the|to the) ([a-z]+)", question).getLast();
            return reaches(ends.group(2), ends.group(1), leftOf) ? "left" : "right";
        }
        List<MatchResult> thing =
                find("the ([a-z]+) (?:is|now|was found)|The ([a-z]+) was found|is the ([a-z]+) now", question);
        for (MatchResult match : thing) {
            for (int g = 1; g <= 3; g++) {
                if (match.group(g) != null && holders.containsKey(match.group(g))) {
                    return places.getOrDefault(holders.getOrDefault(match.group(g), ""), "");
                }
            }
        }
        MatchResult who = find("(?:Now|is|Later|^|\\. )\\s*([A-Z][a-z]+) (?:is in|now|left)", question)
                .getLast();
        return places.getOrDefault(who.group(1), "");
    }

    private static List<MatchResult> find(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }

    private static boolean reaches(String from, String to, List<String[]> edges) {
        return from.equals(to)
                || edges.stream().filter(edge -> edge[0].equals(from)).anyMatch(edge -> reaches(edge[1], to, edges));
    }

    @Test
    void reviewsMeanWhatTheirDecidingClauseSays() {
        List<String> kind = List.of("good", "great", "a joy", "excellent", "a success", "worth seeing");
        List<String> praise = List.of(
                "wonderful",
                "brilliant",
                "moving",
                "charming",
                "gripping",
                "delightful",
                "superb",
                "fresh",
                "touching",
                "thrilling",
                "clever",
                "lovely",
                "splendid",
                "elegant",
                "exciting",
                "perfect");
        for (Item item : items("sentiment")) {
            String review = item.prompt()
                    .substring("Movie review: ".length(), item.prompt().lastIndexOf('.'));
            String deciding = review.contains("but ")
                            && item.level() > 2
                            && !review.contains("Never mind")
                            && review.matches(".*, but the .*")
                    ? review.substring(review.indexOf(", but the "))
                    : review.startsWith("Although ")
                            ? review.substring(review.indexOf(", ") + 2)
                            : review.startsWith("Never mind")
                                    ? review.substring(review.indexOf(": ") + 2)
                                    : review.contains(", although ")
                                            ? review.substring(0, review.indexOf(", although "))
                                            : review;
            boolean praised = praise.stream().anyMatch(word -> deciding.matches(".*\\b" + word + "\\b.*"));
            boolean negated = deciding.matches(".*( not | never | far from | anything but ).*");
            assertThat(kind.contains(item.right().strip())).as(item.prompt()).isEqualTo(praised != negated);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "teacher, teachers",
        "box, boxes",
        "watch, watches",
        "city, cities",
        "boy, boys",
        "listen, listens",
        "relax, relaxes",
        "testify, testifies",
        "vanish, vanishes"
    })
    void pluralsAndThirdPersonsAreRegular(String word, String form) {
        assertThat(Grammar.withS(word)).isEqualTo(form);
    }

    @Test
    void grammarItemsAreRightByHand() {
        List<Item> items = items("grammar");
        for (Item item : items) {
            String right = item.right().strip();
            switch (item.level()) {
                case 1 -> {
                    char first = right.charAt(right.indexOf(' ') + 1);
                    assertThat(right.startsWith("an ")).as(right).isEqualTo("aeio".indexOf(first) >= 0);
                }
                case 3 -> {
                    boolean plural = item.prompt().endsWith("s");
                    boolean third =
                            item.right().length() > item.wrong().getFirst().length();
                    assertThat(third).as(item.text()).isEqualTo(!plural);
                }
                case 5 -> {
                    String subject = item.prompt().split(" ")[1];
                    assertThat(right)
                            .as(item.text())
                            .matches(subject.endsWith("s") ? "(are|were|have|do) .*" : "(is|was|has|does) .*");
                }
                default -> assertThat(item.wrong()).hasSize(1);
            }
        }
        WordNet wordNet = WordNet.builtIn();
        List<String> verbs = wordNet.intransitiveVerbs(2);
        assertThat(verbs).contains("listen", "arrive", "disappear").doesNotContain("banana", "window");
        assertThat(wordNet.nouns(1, java.util.Set.of(5, 6, 13, 18, 20)))
                .contains("banana", "window", "elephant", "teacher")
                .doesNotContain("code", "listen", "woman", "policeman");
    }
}
