package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import java.math.BigInteger;
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
    @CsvSource({"7M-2l*5k+3,1", "....7M-2l*5k+3,1", "3a-5,8", "9z*9,1", "4c*2b+3,0", "1g-2f-3e-4d-5,3", "7,", "7-2*5+3,"})
    void chainsGoStrictlyFromRightToLeftModulo10(String prompt, String answer) {
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
    @CsvSource({"01", "11", "1.", "1 1", "-9", "'l2*8=6M7-6=1'", "١", "１"})
    void anythingButTheDigitIsWrong(String answer) {
        assertThat(score("7M-2l*5k+3", answer)).isZero();
    }

    /** The whole chain in one number, reduced at the end only: every step commutes with taking the remainder. */
    @Test
    void goldAnswersAreFoundWithoutReducingOnTheWay() {
        for (int level = 1; level <= 8; level++) {
            for (int i = 0; i < 300; i++) {
                Problem problem = TASK.problem(Split.HELD_OUT, 1, level, i);
                String prompt = problem.prompt();
                BigInteger value = BigInteger.valueOf(prompt.charAt(prompt.length() - 1) - '0');
                List<MatchResult> operations = Pattern.compile("([1-9])[A-Za-z]([+*-])")
                        .matcher(prompt)
                        .results()
                        .toList();
                assertThat(operations).hasSize(level);
                for (MatchResult operation : operations.reversed()) {
                    BigInteger digit = new BigInteger(operation.group(1));
                    value = switch (operation.group(2)) {
                        case "+" -> digit.add(value);
                        case "-" -> digit.subtract(value);
                        default -> digit.multiply(value);
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
        String chain = prompt.substring(prompt.length() - 1);
        char before = chain.charAt(0);
        for (String equation : summary.split("(?<=[0-9])(?=[A-Za-z])")) {
            if (equation.charAt(3) != before) {
                return false;
            }
            chain = equation.substring(1, 2) + equation.charAt(0) + equation.charAt(2) + chain;
            before = equation.charAt(5);
        }
        return chain.equals(prompt);
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
            char[] turned = problem.prompt().replace(".", "").toCharArray();
            assertThat(problem.key().charAt(3) == '-'
                            || problem.key().charAt(2) <= problem.key().charAt(4))
                    .isTrue();
            assertThat(problem.key().substring(0, 2)).isEqualTo("" + turned[0] + turned[2]);
        }
    }

    @Test
    void shortChainsShowEveryLabelAndEachFollowsTheOneBefore() {
        Set<Character> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String labels = TASK.problem(Split.TRAINING, 4, 3, i).prompt().replaceAll("[^A-Za-z]", "");
            assertThat(labels).matches("[A-Z][a-z][a-z]");
            labels = labels.toLowerCase(Locale.ROOT);
            assertThat(labels).hasSize(3);
            assertThat(labels.charAt(1) - labels.charAt(0)).isEqualTo(-1);
            assertThat(labels.charAt(2) - labels.charAt(1)).isEqualTo(-1);
            labels.chars().forEach(label -> seen.add((char) label));
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
            assertThat(lengths).hasSize(3 * (8 - level) + 1).contains(25);
        }
    }

    private static double score(String prompt, String answer) {
        return ((Verification.Scored) Verification.of(TASK.verifier(), problem(prompt), answer, 100)).score();
    }

    private static Problem problem(String prompt) {
        return new Problem("arithmetic", 1, prompt, prompt, "", 1);
    }
}
