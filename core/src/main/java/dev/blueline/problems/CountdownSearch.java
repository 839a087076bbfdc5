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
     * @param equations how, step by step
     */
    record Try(Expression expression, int value, List<String> equations) {
        String answer() {
            return expression.toString();
        }
    }

    /**
     * What a try has made so far.
     *
     * @param equation how it was made; empty for a given number
     */
    private record Part(Expression expression, int value, String equation) {}

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
        numbers.forEach(number -> parts.add(new Part(new Expression.Number(number), number, "")));
        List<String> equations = new ArrayList<>();
        while (true) {
            Part made = joined(parts.remove(draw.below(parts.size())), parts.remove(draw.below(parts.size())), draw);
            equations.add(made.equation());
            if (made.value() == target || parts.isEmpty()) {
                return new Try(made.expression(), made.value(), List.copyOf(equations));
            }
            parts.add(made);
        }
    }

    /** In random order, with a random sign; the larger without the smaller is always within bounds. */
    private static Part joined(Part first, Part second, Draw draw) {
        while (true) {
            boolean turned = draw.coin();
            Part one = turned ? second : first;
            Part other = turned ? first : second;
            char sign = TRIED.charAt(draw.below(TRIED.length()));
            int value = switch (sign) {
                case '+' -> one.value() + other.value();
                case '-' -> one.value() - other.value();
                default -> one.value() * other.value();
            };
            if (value >= 0 && value <= LARGEST_ON_THE_WAY) {
                return new Part(
                        new Expression.Operation(one.expression(), sign, other.expression()),
                        value,
                        "" + one.value() + sign + other.value() + "=" + value);
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
