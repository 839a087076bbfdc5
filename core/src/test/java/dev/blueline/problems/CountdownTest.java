package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountdownTest {
    private static final Task TASK = new Countdown();

    @ParameterizedTest
    @CsvSource({
        "10 8 9>18, (10-8)*9",
        "10 8 9>18, 9*(10-8)",
        "10 8 9>18, ' ( 10 - 8 ) * 9 '",
        "10 8 9>18, 10+8",
        "3 3 8 8>24, 8/(3-8/3)",
        "2 5 7>7, 7",
        "1 2 3>0, 3-2-1",
        "2 3 10>15, 3*10/2",
    })
    void rightAnswers(String prompt, String answer) {
        assertThat(score(prompt, answer)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // a number more often than it is given
        "10 8 9>18, 9+9",
        "10 8 9>18, 8+8+10-8",
        "3 8 8>27, 3+8+8+8",
        // a number that is not given, or made of two digits
        "10 8 9>18, 18",
        "10 8 9>18, 9*2",
        "1 8 9>18, 18",
        "1 8 9>18, 1 8",
        // another value, also one that only rounds to the target
        "10 8 9>18, 10+9",
        "10 3 9>3, 10/3",
        "7 2 9>3, 7/2",
        // no expression
        "10 8 9>18, ''",
        "10 8 9>18, (10-8)*9=18",
        "10 8 9>18, -8+9+10+8-1",
        "10 8 9>1, 9-8*1",
        "10 8 9>2, -(8-10)",
        "10 8 9>18, (10-8)9",
        "10 8 9>18, 9*(10-8",
        "10 8 9>18, 9/(10-10)",
        "10 8 9>18, 1e1+8",
    })
    void wrongAnswers(String prompt, String answer) {
        assertThat(score(prompt, answer)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000, 1_000_000})
    void longAnswersCostNothing(int length) {
        for (String piece : List.of("(", "1", "8+", "()", "8*(", " ", "-")) {
            Verification verification = Verification.of(
                    TASK.verifier(), problem("10 8 9>18"), piece.repeat(length / piece.length()) + "(10-8)*9", 1000);
            assertThat(verification).isEqualTo(new Verification.Scored(0, 1));
        }
    }

    @Test
    void mutatedAnswersNeverBreakTheVerifierAndAreRightOnlyIfTheyMakeTheTarget() {
        for (int i = 0; i < 5000; i++) {
            Problem problem = TASK.problem(Split.TRAINING, 4, 1 + i % 3, i);
            String answer = Mutation.of(problem, new Draw("mutations", 1, 1, i));
            Verification verification = Verification.of(TASK.verifier(), problem, answer, 10_000);
            assertThat(verification).as(answer).isInstanceOf(Verification.Scored.class);
            if (((Verification.Scored) verification).right()) {
                assertThat(answer).as(problem.prompt()).matches("[0-9+*/() -]+");
                assertThat(used(answer)).as(answer + " of " + problem.prompt()).matches(given(problem)::containsAllOf);
            }
        }
    }

    /** How often each number is there. */
    private static final class Numbers {
        private final TreeMap<String, Integer> counts = new TreeMap<>();

        Numbers(String text) {
            Arrays.stream(text.split("[^0-9]+"))
                    .filter(number -> !number.isEmpty())
                    .forEach(number -> counts.merge(number, 1, Integer::sum));
        }

        boolean containsAllOf(Numbers other) {
            return other.counts.entrySet().stream()
                    .allMatch(entry -> counts.getOrDefault(entry.getKey(), 0) >= entry.getValue());
        }
    }

    private static Numbers used(String answer) {
        return new Numbers(answer);
    }

    private static Numbers given(Problem problem) {
        return new Numbers(problem.prompt().substring(0, problem.prompt().indexOf('>')));
    }

    @Test
    void problemsAreWithinTheirBounds() {
        for (int level = 1; level <= 3; level++) {
            for (int i = 0; i < 1000; i++) {
                Problem problem = TASK.problem(Split.TRAINING, 5, level, i);
                CountdownGiven given = CountdownGiven.of(problem);
                assertThat(given.numbers()).hasSize(level + 1).allMatch(number -> number >= 1 && number <= 10);
                assertThat(given.target()).isBetween(0, 99);
                assertThat(given.numbers()).doesNotContain(given.target());
                assertThat(given.prompt()).isEqualTo(problem.prompt());
            }
        }
    }

    @Test
    void theOrderOfTheNumbersMakesNoOtherQuestion() {
        Set<String> keys = new HashSet<>();
        for (String prompt : List.of("10 8 9>18", "8 9 10>18", "9 8 10>18", "9 10 8>18")) {
            keys.add(CountdownGiven.of(problem(prompt)).key());
        }
        assertThat(keys).containsExactly("8 9 10>18");
        Problem problem = TASK.problem(Split.HELD_OUT, 6, 3, 0);
        assertThat(CountdownGiven.of(problem).key()).isEqualTo(problem.key());
    }

    @Test
    void theSolverFindsWhatOnlyFractionsReachAndSaysWhereNothingDoes() {
        Solver solver = TASK.solver().orElseThrow();
        Problem fractions = problem("3 3 8 8>24");
        Solver.Solution solution = solver.solve(fractions);
        assertThat(score(fractions.prompt(), solution.answer())).isEqualTo(1);
        assertThat(solution.nodes()).isGreaterThan(100);
        assertThatThrownBy(() -> solver.solve(problem("1 1>99"))).hasMessageContaining("1 1>99 has no answer");
    }

    /** Every step is arithmetic on what is left, a try is called right just when it makes the target, and the last one is the answer. */
    @Test
    void monologuesAreTrueSearches() {
        for (int i = 0; i < 3000; i++) {
            int level = 1 + i % 3;
            Problem problem = TASK.problem(Split.TRAINING, 7, level, i);
            Trace trace = TASK.trace(problem, Style.MONOLOGUE, new Draw("test", 1, 1, i));
            String[] tries = trace.thought().split("(?<=[?!])");
            assertThat(tries).hasSizeBetween(1, 9).doesNotHaveDuplicates();
            for (int t = 0; t < tries.length; t++) {
                boolean last = t == tries.length - 1;
                int end = tries[t].length() - 1;
                long made = followed(problem, wholeEquations(tries[t].substring(0, end)));
                boolean hit = made == CountdownGiven.of(problem).target();
                assertThat(tries[t].substring(end)).as(trace.thought()).isEqualTo(hit ? "!" : "?");
                assertThat(hit).isEqualTo(last && score(problem.prompt(), trace.answer()) == 1);
            }
        }
    }

    @Test
    void summariesAreTheStepsOfTheGoldAnswer() {
        for (int i = 0; i < 3000; i++) {
            Problem problem = TASK.problem(Split.TRAINING, 8, 1 + i % 3, i);
            Trace trace = TASK.trace(problem, Style.SUMMARY, new Draw("test", 1, 1, i));
            assertThat(followed(problem, trace.thought()))
                    .isEqualTo(CountdownGiven.of(problem).target());
            assertThat(trace.answer()).isEqualTo(problem.gold());
        }
    }

    /** {@code 10+8=18-9=9} as {@code 10+8=18,18-9=9}. */
    private static String wholeEquations(String calculation) {
        return calculation.replaceAll("=([0-9]+)(?=[-+*])", "=$1,$1");
    }

    /** Works equations on the numbers given; what the last one makes. */
    private static long followed(Problem problem, String equations) {
        List<Long> left = new ArrayList<>(
                CountdownGiven.of(problem).numbers().stream().map(Long::valueOf).toList());
        long made = -1;
        for (String equation : equations.split(",")) {
            String[] terms = equation.split("[-+*=]");
            assertThat(terms).as(equation).hasSize(3);
            long one = Long.parseLong(terms[0]);
            long other = Long.parseLong(terms[1]);
            made = Long.parseLong(terms[2]);
            char sign = equation.charAt(terms[0].length());
            assertThat(sign == '+' ? one + other : sign == '-' ? one - other : one * other)
                    .as(equation)
                    .isEqualTo(made);
            assertThat(left.remove(one) && left.remove(other)).as(equations).isTrue();
            assertThat(made).isBetween(0L, 99L);
            left.add(made);
        }
        return made;
    }

    @Test
    void responsesTakeAtMost64TokensWhereNumbersAreOne() {
        int reserved = 4;
        for (Style style : Style.values()) {
            for (int i = 0; i < 3000; i++) {
                Problem problem = TASK.problem(Split.TRAINING, 9, 1 + i % 3, i);
                Trace trace = TASK.trace(problem, style, new Draw("test", 1, 1, i));
                long signs = Pattern.compile("[0-9]+|[^0-9]")
                        .matcher(trace.thought() + "|" + trace.answer())
                        .results()
                        .count();
                assertThat(signs - 1 + reserved).as(trace.toString()).isLessThanOrEqualTo(64);
                assertThat(trace.answer()).isNotEmpty();
            }
        }
    }

    /** One in three of the failed tries is the last where there is room for others. */
    @Test
    void afterAFailedTryTheSearchIsGivenUpOnceInThree() {
        int failed = 0;
        int givenUp = 0;
        for (int i = 0; i < 3000; i++) {
            Problem problem = TASK.problem(Split.TRAINING, 11, 2, i);
            Trace trace = TASK.trace(problem, Style.MONOLOGUE, new Draw("test", 3, 3, i));
            if (trace.thought().indexOf('?') >= 0) {
                failed++;
                givenUp += trace.thought().indexOf('?') == trace.thought().length() - 1 ? 1 : 0;
            }
        }
        assertThat(givenUp / (double) failed).isBetween(.30, .37);
    }

    /** Standard error of each share: about .007. */
    @ParameterizedTest
    @CsvSource({"1, .72", "2, .30", "3, .13"})
    void theWriterOfMonologuesSucceedsAsOftenAsTheJavadocSays(int level, double share) {
        int problems = 5000;
        int right = 0;
        for (int i = 0; i < problems; i++) {
            Problem problem = TASK.problem(Split.TRAINING, 10, level, i);
            Trace trace = TASK.trace(problem, Style.MONOLOGUE, new Draw("test", 2, 2, i));
            right += score(problem.prompt(), trace.answer()) == 1 ? 1 : 0;
        }
        assertThat(right / (double) problems).isBetween(share - .025, share + .025);
    }

    private static double score(String prompt, String answer) {
        return ((Verification.Scored) Verification.of(TASK.verifier(), problem(prompt), answer, 1000)).score();
    }

    private static Problem problem(String prompt) {
        return new Problem("countdown", 1, prompt, prompt, "", 1);
    }
}
