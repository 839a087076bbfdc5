package dev.blueline.tasks;

import dev.blueline.corpus.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Arithmetic with worked solutions, as text: problems of addition, subtraction and multiplication by one digit, each solved digit by
 * digit as on paper. One problem in five is held out by its numbers, whatever the wording, and never stands in training text.
 */
public final class WorkedArithmetic {
    /** Domain of the text, and the word that stands for it in a study. */
    public static final String DOMAIN = "arithmetic";

    private static final int PROBLEMS = 6;
    private static final List<String> PLACES =
            List.of("ones", "tens", "hundreds", "thousands", "ten thousands", "hundred thousands");
    private static final List<String> OPENINGS =
            List.of("Problem: %s = ?", "Work out %s.", "What is %s?", "Compute %s step by step.");

    private WorkedArithmetic() {}

    /** One problem. */
    private record Problem(int first, char sign, int second) {
        String key() {
            return "worked " + first + sign + second;
        }

        String words() {
            return first + " " + sign + " " + second;
        }
    }

    /** Documents of one side without end; document {@code i} depends on the side, the seed and {@code i} alone. */
    public static Stream<Document> endless(Split side, long seed) {
        return Stream.iterate(0L, i -> i + 1).map(i -> document(side, seed, i));
    }

    private static Document document(Split side, long seed, long index) {
        Draw draw = new Draw("worked arithmetic " + side, seed, 0, index);
        String text = IntStream.range(0, PROBLEMS)
                .mapToObj(i -> solved(problem(side, draw), draw))
                .collect(Collectors.joining("\n\n"));
        String name = "worked arithmetic seed " + seed + " document " + index;
        return new Document(DOMAIN, name, name, text);
    }

    private static Problem problem(Split side, Draw draw) {
        while (true) {
            int one = draw.between(10, limit(draw));
            int other = draw.between(2, limit(draw));
            char sign = "+-*".charAt(draw.below(3));
            Problem problem = switch (sign) {
                case '-' -> new Problem(Math.max(one, other), sign, Math.min(one, other));
                case '*' -> new Problem(one, sign, draw.between(2, 9));
                default -> new Problem(one, sign, other);
            };
            if (Split.of(problem.key()) == side) {
                return problem;
            }
        }
    }

    private static int limit(Draw draw) {
        return draw.of(List.of(99, 999, 9999));
    }

    private static String solved(Problem problem, Draw draw) {
        List<String> lines = new ArrayList<>();
        lines.add(draw.of(OPENINGS).replace("%s", problem.words()));
        int answer = switch (problem.sign()) {
            case '-' -> subtracted(problem, lines);
            case '*' -> multiplied(problem, lines);
            default -> added(problem, lines);
        };
        lines.add("Answer: " + problem.words() + " = " + answer + ".");
        return String.join("\n", lines);
    }

    private static int added(Problem problem, List<String> lines) {
        int carry = 0;
        int digits = digits(Math.max(problem.first(), problem.second()));
        for (int place = 0; place < digits; place++) {
            int a = digit(problem.first(), place);
            int b = digit(problem.second(), place);
            int sum = a + b + carry;
            String before = a + " + " + b + (carry > 0 ? " + " + carry : "") + " = " + sum;
            carry = sum / 10;
            lines.add(step(place, before, sum % 10, carry));
        }
        return problem.first() + problem.second();
    }

    private static int subtracted(Problem problem, List<String> lines) {
        int borrowed = 0;
        for (int place = 0; place < digits(problem.first()); place++) {
            int a = digit(problem.first(), place) - borrowed;
            int b = digit(problem.second(), place);
            borrowed = a < b ? 1 : 0;
            int rest = a + 10 * borrowed - b;
            lines.add(capital(PLACES.get(place)) + ": "
                    + (borrowed == 1 ? "borrow 1, " : "") + (a + 10 * borrowed) + " - " + b + " = " + rest + ", write "
                    + rest + ".");
        }
        return problem.first() - problem.second();
    }

    private static int multiplied(Problem problem, List<String> lines) {
        int carry = 0;
        for (int place = 0; place < digits(problem.first()); place++) {
            int a = digit(problem.first(), place);
            int product = a * problem.second() + carry;
            String before = a + " * " + problem.second() + (carry > 0 ? " + " + carry : "") + " = " + product;
            carry = product / 10;
            lines.add(step(place, before, product % 10, carry));
        }
        return problem.first() * problem.second();
    }

    private static String step(int place, String sum, int written, int carry) {
        return capital(PLACES.get(place)) + ": " + sum + ", write " + written + (carry > 0 ? ", carry " + carry : "")
                + ".";
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }

    private static int digit(int number, int place) {
        int rest = number;
        for (int i = 0; i < place; i++) {
            rest /= 10;
        }
        return rest % 10;
    }
}
