package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hipparchus.fraction.BigFraction;

/**
 * Reach a target from given numbers: {@code 10 8 9>18} is answered by {@code (10-8)*9}. Numbers go from 1 to 10, targets from 0 to 99 and
 * are none of the numbers; a target is made by joining all the numbers with {@code + - *}, no value on the way below 0 or above 99. An
 * answer may use each given number at most once, need not use all, and may divide.
 *
 * <p>A monologue is a random search as it happened: tries that each join two random parts until the target or nothing is left, such as
 * {@code 10+8=18-9=9?10-8=2*9=18!}, none twice, then the expression of the last one, right or wrong. After a failed try its writer gives up once
 * in {@value #GIVES_UP_ONE_IN}, and always where another try could make the response longer than {@link #MOST_SIGNS}: so not giving up is
 * there to be learned. It is right in about .72 of the problems with two numbers, .30 with three and .13 with four (measured in
 * {@code CountdownTest}).
 */
final class Countdown extends GeneratedTask {
    private static final String NAME = "countdown";
    private static final int LEVELS = 3;
    private static final int LARGEST = 10;
    private static final int GIVES_UP_ONE_IN = 3;
    private static final int LOOKS_FOR_ANOTHER = 20;

    /**
     * Most numbers and signs that thought and answer have together; with the four reserved tokens around them 64 tokens, where numbers
     * are one token each.
     */
    static final int MOST_SIGNS = 60;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "An expression of given numbers, each used at most once, that makes a target.";
    }

    @Override
    public List<Level> levels() {
        return List.of(new Level(1, "2 numbers"), new Level(2, "3 numbers"), new Level(3, "4 numbers"));
    }

    @Override
    protected Problem drawn(int level, Draw draw) {
        while (true) {
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i <= level; i++) {
                numbers.add(draw.between(1, LARGEST));
            }
            CountdownSearch.Try made = CountdownSearch.all(numbers, draw);
            if (!numbers.contains(made.value())) {
                CountdownGiven given = new CountdownGiven(numbers, made.value());
                return new Problem(NAME, level, given.key(), given.prompt(), made.answer(), level);
            }
        }
    }

    /** Any numbers of up to nine digits; a level for each beyond the first, also beyond those taught. */
    @Override
    public Optional<Problem> read(String prompt) {
        return CountdownGiven.typed(prompt)
                .filter(given -> given.numbers().size() > 1)
                .map(given -> new Problem(
                        NAME,
                        given.numbers().size() - 1,
                        given.key(),
                        given.prompt(),
                        "",
                        given.numbers().size() - 1));
    }

    @Override
    public Verifier verifier() {
        return new Reaches();
    }

    /** Works an answer out exactly, and counts the numbers it uses. */
    private record Reaches() implements Verifier {
        private static final int LONGEST = 200;

        @Override
        public Kind kind() {
            return Kind.RULE;
        }

        @Override
        public boolean keepsToItsBudget() {
            return true;
        }

        @Override
        public double score(Problem problem, String answer, StepBudget budget) {
            CountdownGiven given = CountdownGiven.of(problem);
            return Expression.read(answer, LONGEST, budget)
                            .filter(expression -> given.holds(expression
                                    .numbers()
                                    .peek(each -> budget.spend(1))
                                    .toList()))
                            .flatMap(Expression::value)
                            .filter(new BigFraction(given.target())::equals)
                            .isPresent()
                    ? 1
                    : 0;
        }
    }

    /** Works the expression out in SQL, and crosses its numbers out of those given. */
    @Override
    public Optional<Verifier> secondCheck() {
        return Optional.of(Check.of((problem, answer) -> {
            CountdownGiven given = CountdownGiven.of(problem);
            List<Integer> left = new ArrayList<>(given.numbers());
            boolean held = Pattern.compile("\\d+")
                    .matcher(answer)
                    .results()
                    .allMatch(number -> left.remove(Integer.valueOf(number.group())));
            OptionalDouble value = SqlArithmetic.value(answer.strip().replaceAll("\\s", " "));
            return held && value.isPresent() && Math.abs(value.getAsDouble() - given.target()) < 1e-9;
        }));
    }

    @Override
    public Optional<Solver> solver() {
        return Optional.of(problem -> CountdownSearch.exhaustive(CountdownGiven.of(problem)));
    }

    @Override
    public List<Style> styles() {
        return List.of(Style.values());
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        return switch (style) {
            case DIRECT -> new Trace("", problem.gold());
            case SUMMARY -> new Trace(equations(problem.gold()), problem.gold());
            case MONOLOGUE -> monologue(CountdownGiven.of(problem), draw);
        };
    }

    private static String equations(String gold) {
        return Expression.read(gold, gold.length(), new StepBudget(Verification.MOST_STEPS)).stream()
                .flatMap(expression -> expression.equations().stream())
                .collect(Collectors.joining(","));
    }

    private static Trace monologue(CountdownGiven given, Draw draw) {
        Trace trace = new Trace("", "");
        Set<String> tried = new HashSet<>();
        boolean goesOn = true;
        while (goesOn) {
            CountdownSearch.Try next = CountdownSearch.towards(given, draw);
            for (int i = 0; i < LOOKS_FOR_ANOTHER && tried.contains(next.calculation()); i++) {
                next = CountdownSearch.towards(given, draw);
            }
            boolean reached = next.value() == given.target();
            Trace longer = new Trace(trace.thought() + next.calculation() + (reached ? "!" : "?"), next.answer());
            if (!tried.add(next.calculation()) || signs(longer) > MOST_SIGNS) {
                return trace;
            }
            trace = longer;
            goesOn = !reached && draw.below(GIVES_UP_ONE_IN) > 0;
        }
        return trace;
    }

    /** Numbers and other signs, one each. */
    static int signs(Trace trace) {
        return (trace.thought() + " " + trace.answer())
                        .replaceAll("[0-9]+", "n")
                        .length()
                - 1;
    }

    @Override
    public String guess(Problem problem, Draw draw) {
        return CountdownSearch.all(CountdownGiven.of(problem).numbers(), draw).answer();
    }
}
