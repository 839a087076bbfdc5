package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticChainsTest {
    private static final Task TASK = new ArithmeticChains();

    @ParameterizedTest
    @CsvSource({
        "l*2k+3M-7:k5,9",
        "..k+3l*2M-7:k5,9",
        "A-5:A3,8",
        "Z*9:Z9,1",
        "B*4a+3:a2,0",
        "f-4D-5c-3e-2:c1,",
        "f-4G-5d-3e-2:d1,7",
        "7,",
        "k+3M-7:k5,",
    })
    void stepsAreWorkedInTheOrderOfTheirLabelsModulo10(String prompt, String answer) {
        if (answer == null) {
            assertThat(Verification.of(TASK.verifier(), problem(prompt), "7", 100))
                    .isInstanceOf(Verification.Broken.class);
            return;
        }
        assertThat(score(prompt, answer)).isEqualTo(1);
        assertThat(TASK.solver().orElseThrow().solve(problem(prompt)).answer()).isEqualTo(answer);
        for (int digit = 0; digit < 10; digit++) {
            assertThat(score(prompt, " " + digit + "\n")).isEqualTo(answer.equals("" + digit) ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"09", "19", "9.", "9 9", "-1", "'l8*2=6M6-7=9'", "٩", "９"})
    void anythingButTheDigitIsWrong(String answer) {
        assertThat(score("l*2k+3M-7:k5", answer)).isZero();
    }

    /** The whole chain in one number, reduced at the end only: every step commutes with taking the remainder. */
    @Test
    void goldAnswersAreFoundWithoutReducingOnTheWay() {
        for (int level = 1; level <= 8; level++) {
            for (int i = 0; i < 300; i++) {
                Problem problem = TASK.problem(Split.HELD_OUT, 1, level, i);
                String prompt = problem.prompt();
                BigInteger value = BigInteger.valueOf(prompt.charAt(prompt.length() - 1) - '0');
                List<MatchResult> operations = Pattern.compile("([A-Za-z])([+*-])([1-9])")
                        .matcher(prompt)
                        .results()
                        .sorted(Comparator.comparing(step -> step.group(1).toLowerCase(Locale.ROOT)))
                        .toList();
                assertThat(operations).hasSize(level);
                assertThat(operations.getFirst().group(1)).isEqualTo(prompt.substring(prompt.length() - 2, prompt.length() - 1));
                for (MatchResult operation : operations) {
                    BigInteger digit = new BigInteger(operation.group(3));
                    value = switch (operation.group(2)) {
                        case "+" -> value.add(digit);
                        case "-" -> value.subtract(digit);
                        default -> value.multiply(digit);
                    };
                }
                assertThat(problem.gold()).isEqualTo(value.mod(BigInteger.TEN).toString());
            }
        }
    }

    @Test
    void everyEquationOfAThoughtIsTrueModulo10ExceptThoseTakenBack() {
        int slips = 0;
        int equations = 0;
        for (int i = 0; i < 2000; i++) {
            int level = 1 + i % 8;
            Problem problem = TASK.problem(Split.TRAINING, 2, level, i);
            String summary = TASK.trace(problem, Style.SUMMARY, new Draw("test", 1, 1, i))
                    .thought();
            assertThat(summary).hasSize(6 * level);
            String monologue = TASK.trace(problem, Style.MONOLOGUE, new Draw("test", 1, 1, i))
                    .thought();
            String[] pieces = monologue.split("(?<=!)|(?<=[0-9])(?=[A-Za-z])");
            StringBuilder withoutSlips = new StringBuilder();
            for (int k = 0; k < pieces.length; k++) {
                boolean takenBack = pieces[k].endsWith("!");
                equations++;
                assertThat(isTrue(pieces[k].replace("!", ""))).as(monologue).isEqualTo(!takenBack);
                if (takenBack) {
                    slips++;
                    assertThat(pieces[k + 1]).startsWith(pieces[k].substring(0, 5));
                } else {
                    withoutSlips.append(pieces[k]);
                }
            }
            assertThat(withoutSlips.toString()).isEqualTo(summary);
            assertThat(summary).endsWith("=" + problem.gold());
            assertThat(isTheChain(summary, problem.prompt().replace(".", ""))).isTrue();
        }
        assertThat(slips / (double) (equations - slips)).isBetween(.14, .19);
    }

    private static boolean isTrue(String equation) {
        int one = equation.charAt(1) - '0';
        int other = equation.charAt(3) - '0';
        int value = equation.charAt(2) == '+' ? one + other : equation.charAt(2) == '-' ? one - other : one * other;
        return equation.charAt(4) == '=' && (value + 10) % 10 == equation.charAt(5) - '0' && equation.length() == 6;
    }

    /** The operations of the equations, one after the other, are those of the prompt; each starts from the result before. */
    private static boolean isTheChain(String summary, String prompt) {
        char before = prompt.charAt(prompt.length() - 1);
        char label = prompt.charAt(prompt.length() - 2);
        for (String equation : summary.split("(?<=[0-9])(?=[A-Za-z])")) {
            String step = "" + equation.charAt(0) + equation.substring(2, 4);
            if (equation.charAt(1) != before
                    || Character.toLowerCase(equation.charAt(0)) != Character.toLowerCase(label)
                    || !prompt.contains(step)) {
                return false;
            }
            before = equation.charAt(5);
            label = (char) (equation.charAt(0) + 1);
        }
        return Character.isUpperCase((char) (label - 1));
    }

    @Test
    void noConstantAnswerIsRightMoreOftenThanOneInSix() {
        int[] golds = new int[10];
        for (int i = 0; i < 2000; i++) {
            golds[TASK.problem(Split.TRAINING, 3, 6, i).gold().charAt(0) - '0']++;
        }
        for (int count : golds) {
            assertThat(count).isBetween(120, 2000 / 6);
        }
    }

    @Test
    void theOrderOfTheStepsTheirLabelsAndThoseOfTheFirstSumMakeNoOtherQuestion() {
        String key = ArithmeticChain.read("..l*2k+3M-7:k5").key();
        assertThat(key).isEqualTo("3+5*2-7");
        for (String same : List.of("M-7l*2k+3:k5", "b*2a+3C-7:a5", "l*2k+5M-7:k3")) {
            assertThat(ArithmeticChain.read(same).key()).isEqualTo(key);
        }
        assertThat(ArithmeticChain.read("l*2k-3M-7:k5").key()).isEqualTo("5-3*2-7");
        for (int i = 0; i < 500; i++) {
            Problem problem = TASK.problem(Split.TRAINING, 4, 1 + i % 8, i);
            assertThat(ArithmeticChain.read(problem.prompt()).key()).isEqualTo(problem.key());
        }
    }

    @Test
    void shortChainsShowEveryLabelAndTheirsAreNeighbours() {
        Set<Character> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String prompt = TASK.problem(Split.TRAINING, 4, 3, i).prompt();
            String labels = prompt.substring(0, prompt.indexOf(':')).replaceAll("[^A-Za-z]", "");
            assertThat(labels).hasSize(3);
            assertThat(labels.toLowerCase(Locale.ROOT).chars().max().orElseThrow()
                            - labels.toLowerCase(Locale.ROOT).chars().min().orElseThrow())
                    .isEqualTo(2);
            labels.toLowerCase(Locale.ROOT).chars().forEach(label -> seen.add((char) label));
        }
        assertThat(seen).hasSize(26);
    }

    /** With the dots in front, prompts of every level are of every length up to that of the longest chain. */
    @Test
    void theLengthOfAPromptDoesNotTellItsSteps() {
        for (int level = 2; level <= 8; level++) {
            Set<Integer> lengths = new HashSet<>();
            for (int i = 0; i < 500; i++) {
                lengths.add(TASK.problem(Split.TRAINING, 5, level, i).prompt().length());
            }
            assertThat(lengths).hasSize(3 * (8 - level) + 1).contains(27);
        }
    }

    private static double score(String prompt, String answer) {
        return ((Verification.Scored) Verification.of(TASK.verifier(), problem(prompt), answer, 100)).score();
    }

    private static Problem problem(String prompt) {
        return new Problem("arithmetic", 1, prompt, prompt, "", 1);
    }
}
