package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticChainsTest {
    private static final Task TASK = new ArithmeticChains();

    @ParameterizedTest
    @CsvSource({"3k+5l*2m-7,9", "3a-5,8", "9z*9,1", "2b+3c*4,0", "1d-2e-3f-4g-5,7", "7,", "3+5*2-7,"})
    void chainsGoStrictlyFromLeftToRightModulo10(String prompt, String answer) {
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
    @CsvSource({"09", "19", "9.", "9 9", "-1", "'l8*2=6m6-7=9'", "٩", "９"})
    void anythingButTheDigitIsWrong(String answer) {
        assertThat(score("3k+5l*2m-7", answer)).isZero();
    }

    /** The whole chain in one number, reduced at the end only: every step commutes with taking the remainder. */
    @Test
    void goldAnswersAreFoundWithoutReducingOnTheWay() {
        for (int level = 1; level <= 8; level++) {
            for (int i = 0; i < 300; i++) {
                Problem problem = TASK.problem(Split.HELD_OUT, 1, level, i);
                BigInteger value = BigInteger.valueOf(problem.prompt().charAt(0) - '0');
                List<MatchResult> operations = Pattern.compile("[a-z]([+*-])([1-9])")
                        .matcher(problem.prompt())
                        .results()
                        .toList();
                assertThat(operations).hasSize(level);
                for (MatchResult operation : operations) {
                    BigInteger digit = new BigInteger(operation.group(2));
                    value = switch (operation.group(1)) {
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
            String[] pieces = monologue.split("(?<=!)|(?<=[0-9])(?=[a-z])");
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
            assertThat(isTheChain(summary, problem.prompt())).isTrue();
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
        StringBuilder chain = new StringBuilder(prompt.substring(0, 1));
        char before = prompt.charAt(0);
        for (String equation : summary.split("(?<=[0-9])(?=[a-z])")) {
            if (equation.charAt(1) != before) {
                return false;
            }
            chain.append(equation.charAt(0)).append(equation, 2, 4);
            before = equation.charAt(5);
        }
        return chain.toString().equals(prompt);
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
    void aChainAndTheSameWithItsFirstSumTurnedAreOneQuestion() {
        for (int i = 0; i < 500; i++) {
            Problem problem = TASK.problem(Split.TRAINING, 4, 2, i);
            char[] turned = problem.prompt().toCharArray();
            assertThat(problem.key().charAt(1) == '-'
                            || problem.key().charAt(0) <= problem.key().charAt(2))
                    .isTrue();
            assertThat(problem.key().substring(3)).isEqualTo(new String(turned, 5, 2));
        }
    }

    @Test
    void shortChainsShowEveryLabelAndEachFollowsTheOneBefore() {
        Set<Character> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String labels = TASK.problem(Split.TRAINING, 4, 3, i).prompt().replaceAll("[^a-z]", "");
            assertThat(labels).hasSize(3);
            assertThat(labels.charAt(1) - labels.charAt(0)).isEqualTo(1);
            assertThat(labels.charAt(2) - labels.charAt(1)).isEqualTo(1);
            labels.chars().forEach(label -> seen.add((char) label));
        }
        assertThat(seen).hasSize(26);
    }

    private static double score(String prompt, String answer) {
        return ((Verification.Scored) Verification.of(TASK.verifier(), problem(prompt), answer, 100)).score();
    }

    private static Problem problem(String prompt) {
        return new Problem("arithmetic", 1, prompt, prompt, "", 1);
    }
}
