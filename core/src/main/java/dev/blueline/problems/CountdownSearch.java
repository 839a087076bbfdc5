package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;

/** Searches for countdown: at random as a person tries, and exhaustively. */
final class CountdownSearch {
    private static final int LARGEST_ON_THE_WAY = 99;
    private static final String TRIED = "+-*";
    private static final String ALL = "+-*/";

    private CountdownSearch() {}

    /**
     * One try.
     *
     * @param expression what was made
     * @param value its value
     * @param calculation how, as on a calculator: {@code 10+8=18-9=9} goes on with what was made, {@code 10-8=2,9-2=7} starts anew
     */
    record Try(Expression expression, int value, String calculation) {
        String answer() {
            return expression.toString();
        }
    }

    private record Part(Expression expression, int value) {}

    /** Joins two random parts until one is left, with values from 0 to 99. */
    static Try all(List<Integer> numbers, Draw draw) {
        return joined(numbers, -1, draw);
    }

    /** The same, until the target is met or one part is left. */
    static Try towards(CountdownGiven given, Draw draw) {
        return joined(given.numbers(), given.target(), draw);
    }

    private static Try joined(List<Integer> numbers, int target, Draw draw) {
        List<Part> parts = new ArrayList<>();
        numbers.forEach(number -> parts.add(new Part(new Expression.Number(number), number)));
        StringBuilder calculation = new StringBuilder();
        Optional<Part> last = Optional.empty();
        while (true) {
            Part one = parts.remove(draw.below(parts.size()));
            Part other = parts.remove(draw.below(parts.size()));
            Joined made = joined(one, other, last, draw);
            boolean goesOn = last.isPresent() && made.left().equals(last.get());
            calculation
                    .append(calculation.isEmpty() || goesOn ? "" : ",")
                    .append(goesOn ? "" : made.left().value())
                    .append(made.sign())
                    .append(made.right().value())
                    .append('=')
                    .append(made.whole().value());
            if (made.whole().value() == target || parts.isEmpty()) {
                return new Try(made.whole().expression(), made.whole().value(), calculation.toString());
            }
            parts.add(made.whole());
            last = Optional.of(made.whole());
        }
    }

    private record Joined(Part left, char sign, Part right, Part whole) {}

    /**
     * With a random sign, and in random order for differences; the larger without the smaller is always within bounds. Sums and products
     * begin with what was made last, else with the larger number, so that one try is written in one way.
     */
    private static Joined joined(Part first, Part second, Optional<Part> last, Draw draw) {
        while (true) {
            char sign = TRIED.charAt(draw.below(TRIED.length()));
            boolean turned = sign == '-'
                    ? draw.coin()
                    : last.filter(first::equals).isEmpty()
                            && (last.filter(second::equals).isPresent() || second.value() > first.value());
            Part one = turned ? second : first;
            Part other = turned ? first : second;
            int value = switch (sign) {
                case '+' -> one.value() + other.value();
                case '-' -> one.value() - other.value();
                default -> one.value() * other.value();
            };
            if (value >= 0 && value <= LARGEST_ON_THE_WAY) {
                Expression whole = new Expression.Operation(one.expression(), sign, other.expression());
                return new Joined(one, sign, other, new Part(whole, value));
            }
        }
    }

    /**
     * The first answer of a depth-first search through all ways of joining two parts, fractions included.
     *
     * @throws IllegalArgumentException if there is no answer
     */
    static Solver.Solution exhaustive(CountdownGiven given) {
        List<Exact> parts = given.numbers().stream()
                .map(number -> new Exact(new Expression.Number(number), new BigFraction(number)))
                .toList();
        Nodes nodes = new Nodes();
        Expression found = searched(parts, new BigFraction(given.target()), nodes)
                .orElseThrow(() -> new IllegalArgumentException(given.prompt() + " has no answer"));
        return new Solver.Solution(found.toString(), nodes.seen);
    }

    private record Exact(Expression expression, BigFraction value) {}

    private static final class Nodes {
        private long seen;
    }

    private static Optional<Expression> searched(List<Exact> parts, BigFraction target, Nodes nodes) {
        for (Exact part : parts) {
            if (part.value().equals(target)) {
                return Optional.of(part.expression());
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            for (int j = 0; j < parts.size(); j++) {
                for (int s = 0; i != j && s < ALL.length(); s++) {
                    char sign = ALL.charAt(s);
                    boolean mirrored = i > j && (sign == '+' || sign == '*');
                    Optional<BigFraction> value = mirrored
                            ? Optional.empty()
                            : Expression.joined(
                                    parts.get(i).value(), sign, parts.get(j).value());
                    if (value.isPresent()) {
                        nodes.seen++;
                        Optional<Expression> found = searched(
                                without(parts, i, j, new Exact(operation(parts, i, sign, j), value.get())),
                                target,
                                nodes);
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Expression operation(List<Exact> parts, int i, char sign, int j) {
        return new Expression.Operation(
                parts.get(i).expression(), sign, parts.get(j).expression());
    }

    private static List<Exact> without(List<Exact> parts, int i, int j, Exact instead) {
        List<Exact> rest = new ArrayList<>(parts.size() - 1);
        rest.add(instead);
        for (int k = 0; k < parts.size(); k++) {
            if (k != i && k != j) {
                rest.add(parts.get(k));
            }
        }
        return rest;
    }
}
