package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordProblemsTest {
    private static final Task TASK = new WordProblems();
    private static final Pattern EQUATION = Pattern.compile("([0-9]+)([-+*/])([0-9]+)=([0-9]+)");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mia has 12 apples. Mia gives 5 apples to Tom. How many apples does Mia have now? | 12-5=7 | 7
            Mia has 12 apples. Mia buys 3 boxes with 4 apples each. How many apples does Mia have now? | 3*4=12 12+12=24 | 24
            Mia has 12 apples. Tom has 3 more apples than Mia. How many apples does Tom have? | 12+3=15 | 15
            Mia has 12 apples. Mia has 3 more apples than Tom. How many apples does Tom have? | 12-3=9 | 9
            Mia has 12 apples. Mia has 3 times as many apples as Tom. How many apples do Mia and Tom have together? | 12/3=4 12+4=16 | 16
            Mia has 12 apples. Ben is 9 years old. Tom has 5 apples. How many more apples does Mia have than Tom? | 12-5=7 | 7
            Mia has 12 apples. Ben has 7 apples. Mia shares all the apples evenly among 4 friends. How many apples does each friend get? | 12/4=3 | 3
            Mia has 12 apples. Mia sells half of the apples. Soon Mia has 3 times as many apples as before. How many apples does Mia have now? | 12/2=6 6*3=18 | 18
            """)
    void storiesSolvedByHand(String prompt, String equations, String answer) {
        Problem problem = new Problem("word-problems", 1, "", prompt, answer, 1);
        assertThat(TASK.solver().orElseThrow().solve(problem).answer()).isEqualTo(answer);
        String summary = TASK.trace(problem, Style.SUMMARY, draw(0)).thought();
        assertThat(String.join(
                        " ",
                        EQUATION.matcher(summary)
                                .results()
                                .map(MatchResult::group)
                                .toList()))
                .isEqualTo(equations);
    }

    /** Someone else who reads the stories: by verbs, not by wordings. */
    @Test
    void goldAnswersAreThoseOfASimulator() {
        for (int level = 1; level <= 5; level++) {
            for (int i = 0; i < 500; i++) {
                Problem problem = TASK.problem(Split.HELD_OUT, 1, level, i);
                assertThat(problem.gold()).as(problem.prompt()).isEqualTo(String.valueOf(simulated(problem.prompt())));
            }
        }
    }

    private static int simulated(String prompt) {
        Map<String, Integer> has = new HashMap<>();
        int each = 0;
        for (String sentence : prompt.split("(?<=[.?]) ")) {
            List<String> names = all("\\b[A-Z][a-z]{2}\\b(?<!How|The)", sentence);
            List<Integer> numbers =
                    all("[0-9]+", sentence).stream().map(Integer::valueOf).toList();
            int amount = numbers.stream().reduce(1, (a, b) -> a * b);
            if (sentence.endsWith("?")) {
                return sentence.contains("each friend")
                        ? each
                        : sentence.contains("together")
                                ? has.get(names.get(0)) + has.get(names.get(1))
                                : sentence.contains("How many more")
                                        ? has.get(names.get(0)) - has.get(names.get(1))
                                        : has.get(names.get(0));
            } else if (sentence.matches(".*(years old|also has|streets).*")) {
                continue;
            } else if (sentence.matches(".*(more|fewer|many) [a-z]+ (than|as) [A-Z].*")) {
                compare(sentence, names, amount, has);
            } else if (sentence.contains("evenly")) {
                each = has.get(names.get(0)) / amount;
            } else if (sentence.contains("half")) {
                has.computeIfPresent(names.get(0), (name, number) -> number / 2);
            } else if (sentence.contains("times as many")) {
                has.computeIfPresent(names.get(0), (name, number) -> number * amount);
            } else if (sentence.matches("[A-Z][a-z]+ has .*")) {
                has.put(names.get(0), amount);
            } else {
                boolean second = sentence.matches(".* takes .* from [A-Z].*") && has.containsKey(names.get(1));
                boolean gain = sentence.matches(".*(buys|finds|gets|is given).*");
                String hero = names.get(second ? 1 : 0);
                has.put(hero, has.get(hero) + (gain ? amount : -amount));
            }
        }
        throw new AssertionError("no question in " + prompt);
    }

    private static void compare(String sentence, List<String> names, int amount, Map<String, Integer> has) {
        boolean firstKnown = has.containsKey(names.get(0));
        int known = has.get(names.get(firstKnown ? 0 : 1));
        boolean up = sentence.contains("fewer") == firstKnown;
        int other = sentence.contains("times")
                ? up ? known * amount : known / amount
                : up ? known + amount : known - amount;
        has.put(names.get(firstKnown ? 1 : 0), other);
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void everyEquationOfAThoughtIsTrueExceptThoseTakenBack() {
        int slips = 0;
        int equations = 0;
        for (int i = 0; i < 2000; i++) {
            Problem problem = TASK.problem(Split.TRAINING, 2, 1 + i % 5, i);
            Trace summary = TASK.trace(problem, Style.SUMMARY, draw(i));
            assertThat(EQUATION.matcher(summary.thought()).results().toList()).hasSize(problem.steps());
            assertThat(summary.thought()).endsWith("=" + problem.gold() + ".");
            assertThat(summary.thought().split("\\. ")).hasSize(problem.steps());
            Trace monologue = TASK.trace(problem, Style.MONOLOGUE, draw(i));
            Matcher equation = EQUATION.matcher(monologue.thought());
            while (equation.find()) {
                boolean takenBack = monologue.thought().startsWith(", no, ", equation.end());
                equations++;
                slips += takenBack ? 1 : 0;
                assertThat(isTrue(equation)).as(monologue.thought()).isEqualTo(!takenBack);
            }
            assertThat(monologue.thought())
                    .startsWith("Find how many ")
                    .contains(" Plan: ")
                    .contains(" Check ");
            assertThat(monologue.answer()).isEqualTo(problem.gold());
            assertThat(monologue.thought().length()).isLessThan(400);
        }
        assertThat(slips / (double) equations).isBetween(.06, .13);
    }

    private static boolean isTrue(MatchResult equation) {
        int one = Integer.parseInt(equation.group(1));
        int other = Integer.parseInt(equation.group(3));
        int value = Integer.parseInt(equation.group(4));
        return switch (equation.group(2)) {
            case "+" -> one + other == value;
            case "-" -> one - other == value;
            case "*" -> one * other == value;
            default -> other * value == one;
        };
    }

    @Test
    void needlessSentencesComeWithTheLevelAndArePutAside() {
        int[] needless = new int[6];
        for (int i = 0; i < 2000; i++) {
            int level = 1 + i % 5;
            Problem problem = TASK.problem(Split.TRAINING, 3, level, i);
            List<StorySentence> distractors = Story.read(problem.prompt()).distractors();
            needless[level] += distractors.size();
            String monologue = TASK.trace(problem, Style.MONOLOGUE, draw(i)).thought();
            assertThat(all("Not needed: ", monologue)).hasSize(distractors.size());
            distractors.forEach(sentence -> assertThat(monologue).contains("Not needed: " + sentence.text()));
            List<String> without = new ArrayList<>(List.of(problem.prompt().split("(?<=[.?]) ")));
            distractors.forEach(sentence -> without.remove(sentence.text()));
            assertThat(simulated(String.join(" ", without))).hasToString(problem.gold());
        }
        assertThat(needless[1] + needless[2]).isZero();
        assertThat(needless[3]).isBetween(150, 250);
        assertThat(needless[4]).isEqualTo(400);
        assertThat(needless[5]).isEqualTo(800);
    }

    @Test
    void theSameCalculationsWithOtherNamesAndThingsAreOneQuestion() {
        String one = "Mia has 12 apples. Mia gives 5 apples to Tom. How many apples does Mia have now?";
        String other =
                "Leo has 12 coins. Zoe takes 5 coins from Leo. Leo is 9 years old. How many coins does Leo have now?";
        assertThat(key(one)).isEqualTo(key(other)).isEqualTo("12-5");
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Problem problem = TASK.problem(Split.TRAINING, 4, 2, i);
            keys.add(problem.key());
            assertThat(key(problem.prompt())).isEqualTo(problem.key());
        }
        assertThat(keys).hasSizeGreaterThan(450);
    }

    private static String key(String prompt) {
        return String.join(
                " ", Story.read(prompt).steps().stream().map(StoryStep::key).toList());
    }

    @Test
    void answersMayHaveAUnitAndNothingElse() {
        Problem problem = new Problem(
                "word-problems",
                1,
                "",
                "Mia has 12 apples. Mia gives 5 apples to Tom. How many apples does Mia have now?",
                "7",
                1);
        for (String right : List.of("7", "7 apples", "#### 7", "7.")) {
            assertThat(Verification.of(TASK.verifier(), problem, right, 1000))
                    .matches(v -> v.toString().contains("score=1.0"));
        }
        for (String wrong : List.of("12-5=7", "7 12", "12 apples, 7 apples", "not 7", "Mia has 12-5=7.")) {
            assertThat(Verification.of(TASK.verifier(), problem, wrong, 1000))
                    .matches(v -> v.toString().contains("score=0.0"));
        }
    }

    private static Draw draw(int index) {
        return new Draw("test", 1, 1, index);
    }
}
