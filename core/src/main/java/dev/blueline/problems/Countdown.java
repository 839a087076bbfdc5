package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hipparchus.fraction.BigFraction;

/**
 * Reach a target from given numbers: {@code 10 8 9>18} is answered by {@code (10-8)*9}. Numbers go from 1 to 10, targets from 0 to 99 and
 * are none of the numbers; a target is made by joining all the numbers with {@code + - *}, no value on the way below 0 or above 99. An
 * answer may use each given number at most once, need not use all, and may divide.
 *
 * <p>A monologue is a random search as it happened: up to three tries, each joining two random parts until the target or nothing is left,
 * such as {@code 10+8=18,18-9=9 no;10-8=2,2*9=18 yes}, then the expression of the last one, right or wrong. A try that would make the
 * response longer than {@link #mostBytes} is not written down. So the writer of monologues is right in about .72 of the problems with two
 * numbers, .31 with three and .18 with four (measured in {@code CountdownTest}).
 */
final class Countdown extends GeneratedTask {
    private static final String NAME = "countdown";
    private static final int LEVELS = 3;
    private static final int LARGEST = 10;
    private static final int MOST_TRIES = 3;

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

    /**
     * Most bytes that thought and answer have together; with four reserved tokens around them a problem with three numbers takes 64
     * tokens of one byte.
     */
    static int mostBytes(int level) {
        return 36 + 24 * (level - 1);
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
            case MONOLOGUE -> monologue(CountdownGiven.of(problem), mostBytes(problem.level()), draw);
        };
    }

    private static String equations(String gold) {
        return Expression.read(gold, gold.length(), new StepBudget(Verification.MOST_STEPS)).stream()
                .flatMap(expression -> expression.equations().stream())
                .collect(Collectors.joining(","));
    }

    private static Trace monologue(CountdownGiven given, int mostBytes, Draw draw) {
        Trace trace = new Trace("", "");
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            CountdownSearch.Try next = CountdownSearch.towards(given, draw);
            boolean reached = next.value() == given.target();
            String thought = (tries == 0 ? "" : trace.thought() + ";")
                    + String.join(",", next.equations())
                    + (reached ? " yes" : " no");
            if (thought.length() + next.answer().length() > mostBytes) {
                return trace;
            }
            trace = new Trace(thought, next.answer());
            if (reached) {
                return trace;
            }
        }
        return trace;
    }

    @Override
    public String guess(Problem problem, Draw draw) {
        return CountdownSearch.all(CountdownGiven.of(problem).numbers(), draw).answer();
    }
}
