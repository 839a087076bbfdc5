package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader against another one that rewrites text, and its values against fractions on a stack. */
class ExpressionTest {
    private static final int LONGEST = 300;

    @Property(tries = 2000)
    void expressionsHaveTheirExactValue(@ForAll("expressions") String text) {
        assertAgrees(text);
        assertThat(read(text)).as(text).isPresent();
    }

    @Property(tries = 3000)
    void spoiledExpressionsAreReadJustWhereTheyAreStillOne(@ForAll("expressions") String text, @ForAll long seed) {
        assertAgrees(Mutation.of(new Problem("", 1, "", "", text, 1), new Draw("test", seed, 0, 0)));
    }

    @Property(tries = 5000)
    void anyTextOfSignsIsReadJustWhereItIsOne(@ForAll("signs") String text) {
        assertAgrees(text);
    }

    /** Written anew with as few parentheses as possible it has the same value, and the same when read again. */
    @Property(tries = 2000)
    void whatIsWrittenIsReadWithTheSameValue(@ForAll("expressions") String text) {
        Expression expression = read(text).orElseThrow();
        assertThat(read(expression.toString()).orElseThrow().value()).isEqualTo(expression.value());
        assertThat(expression.toString().length()).isLessThanOrEqualTo(text.length());
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> number = Arbitraries.integers().between(0, 12).map(String::valueOf);
        return Arbitraries.recursive(() -> number, this::joined, 0, 4);
    }

    private Arbitrary<String> joined(Arbitrary<String> part) {
        Arbitrary<String> side = Combinators.combine(part, Arbitraries.of("%s", "(%s)", "( %s )", "((%s))"))
                .as((text, frame) -> frame.replace("%s", text));
        return Combinators.combine(side, Arbitraries.of("+", "-", "*", "/", " + ", " * "), side)
                .as((one, sign, other) -> one + sign + other);
    }

    @Provide
    Arbitrary<String> signs() {
        return Arbitraries.of("1", "0", "2", "+", "-", "*", "/", "(", ")", " ")
                .list()
                .ofMaxSize(9)
                .map(list -> String.join("", list));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "()",
                "-1",
                "+1",
                "1-",
                "1--1",
                "1+-1",
                "(1",
                "1)",
                "1 0",
                "01",
                "00",
                "1(2)",
                "(1)(2)",
                "1.0",
                "1e1",
                "1**2",
                "1//2",
                "1%2",
                "1^2",
                "2!",
                "1,0",
                "x",
                "١",
                "１",
                "1×2",
                "1+\t1",
                "1\n",
                "1+1=2",
                "\0",
                "1\0",
                "1234567890"
            })
    void otherTextsAreNoExpressions(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void textsBeyondTheLengthAreNotReadHoweverDeep() {
        String deep = "(".repeat(100_000) + "1" + ")".repeat(100_000);
        StepBudget budget = new StepBudget(10);
        assertThat(Expression.read(deep, LONGEST, budget)).isEmpty();
        assertThat(budget.spent()).isEqualTo(1);
    }

    private static Optional<Expression> read(String text) {
        return Expression.read(text, LONGEST * 10, new StepBudget(1_000_000));
    }

    private static void assertAgrees(String text) {
        if (text.length() > LONGEST * 10) {
            return;
        }
        Optional<Expression> expression = read(text);
        assertThat(expression.isPresent()).as("read " + text).isEqualTo(rewritten(text));
        if (expression.isPresent()) {
            Optional<Ratio> value =
                    expression.get().value().map(found -> new Ratio(found.getNumerator(), found.getDenominator()));
            Optional<Ratio> reference = onStack(text);
            assertThat(value.isPresent()).as(text).isEqualTo(reference.isPresent());
            assertThat(value.isEmpty() || value.get().equal(reference.get()))
                    .as(text + " is " + value + " and " + reference)
                    .isTrue();
        }
    }

    /** Numbers become n, then every pair of parentheses around n and every operation on two n becomes n, until nothing changes. */
    private static boolean rewritten(String text) {
        String rest =
                text.replaceAll("(?<![0-9])(0|[1-9][0-9]{0,8})(?![0-9])", "n").replace(" ", "");
        String before = "";
        while (!rest.equals(before)) {
            before = rest;
            rest = rest.replace("(n)", "n").replaceFirst("n[-+*/]n", "n");
        }
        return !text.contains("n") && rest.equals("n");
    }

    /** A fraction that is not reduced. */
    private record Ratio(BigInteger numerator, BigInteger denominator) {
        boolean equal(Ratio other) {
            return numerator.multiply(other.denominator).equals(other.numerator.multiply(denominator));
        }

        Optional<Ratio> joined(char sign, Ratio other) {
            BigInteger bottom = denominator.multiply(other.denominator);
            BigInteger left = numerator.multiply(other.denominator);
            BigInteger right = other.numerator.multiply(denominator);
            return switch (sign) {
                case '+' -> Optional.of(new Ratio(left.add(right), bottom));
                case '-' -> Optional.of(new Ratio(left.subtract(right), bottom));
                case '*' -> Optional.of(new Ratio(numerator.multiply(other.numerator), bottom));
                default -> right.signum() == 0 ? Optional.empty() : Optional.of(new Ratio(left, right));
            };
        }
    }

    /** Value of a text that is an expression, by two stacks (Dijkstra's shunting yard); nothing if it divides by zero. */
    private static Optional<Ratio> onStack(String text) {
        Deque<Ratio> values = new ArrayDeque<>();
        Deque<Character> signs = new ArrayDeque<>();
        boolean whole = true;
        for (String piece : ("(" + text + ")").replace(" ", "").split("(?<=[-+*/()])|(?=[-+*/()])")) {
            char sign = piece.charAt(0);
            if (Character.isDigit(sign)) {
                values.push(new Ratio(new BigInteger(piece), BigInteger.ONE));
            } else if (sign == '(') {
                signs.push(sign);
            } else {
                while (whole && signs.getFirst() != '(' && rank(signs.getFirst()) >= rank(sign)) {
                    Ratio other = values.pop();
                    Optional<Ratio> made = values.pop().joined(signs.pop(), other);
                    made.ifPresent(values::push);
                    whole = made.isPresent();
                }
                if (!whole) {
                    return Optional.empty();
                }
                if (sign == ')') {
                    signs.pop();
                } else {
                    signs.push(sign);
                }
            }
        }
        return Optional.of(values.pop());
    }

    private static int rank(char sign) {
        return switch (sign) {
            case '*', '/' -> 2;
            case '+', '-' -> 1;
            default -> 0;
        };
    }
}
