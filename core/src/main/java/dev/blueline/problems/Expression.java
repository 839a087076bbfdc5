package dev.blueline.problems;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hipparchus.fraction.BigFraction;

/** An arithmetic expression with exact values. */
sealed interface Expression {

    /** A number as it is given. */
    record Number(int given) implements Expression {
        @Override
        public String toString() {
            return String.valueOf(given);
        }
    }

    /**
     * Two parts joined.
     *
     * @param sign one of {@code + - * /}
     */
    record Operation(Expression left, char sign, Expression right) implements Expression {
        /** With no more parentheses than it takes. */
        @Override
        public String toString() {
            boolean sum = sign == '+' || sign == '-';
            String first = !sum && isSum(left) ? "(" + left + ")" : left.toString();
            boolean enclosed = sign == '-' || sign == '*' ? isSum(right) : sign == '/' && !(right instanceof Number);
            return first + sign + (enclosed ? "(" + right + ")" : right);
        }

        private static boolean isSum(Expression part) {
            return part instanceof Operation operation && (operation.sign == '+' || operation.sign == '-');
        }

        Optional<BigFraction> of(BigFraction one, BigFraction other) {
            return joined(one, sign, other);
        }
    }

    /** The result of one operation; none of a division by zero. */
    static Optional<BigFraction> joined(BigFraction one, char sign, BigFraction other) {
        return switch (sign) {
            case '+' -> Optional.of(one.add(other));
            case '-' -> Optional.of(one.subtract(other));
            case '*' -> Optional.of(one.multiply(other));
            default -> other.signum() == 0 ? Optional.empty() : Optional.of(one.divide(other));
        };
    }

    /** Its exact value; none if something in it is divided by zero. */
    default Optional<BigFraction> value() {
        return switch (this) {
            case Number number -> Optional.of(new BigFraction(number.given()));
            case Operation operation ->
                operation
                        .left()
                        .value()
                        .flatMap(one -> operation.right().value().flatMap(other -> operation.of(one, other)));
        };
    }

    /** The numbers in it, from left to right. */
    default Stream<Integer> numbers() {
        return switch (this) {
            case Number number -> Stream.of(number.given());
            case Operation operation ->
                Stream.concat(operation.left().numbers(), operation.right().numbers());
        };
    }

    /** Its operations in the order in which they are worked, as equations such as {@code 10-8=2}. */
    default List<String> equations() {
        return switch (this) {
            case Number number -> List.of();
            case Operation operation ->
                Stream.of(operation.left().equations(), operation.right().equations(), List.of(equation(operation)))
                        .flatMap(List::stream)
                        .toList();
        };
    }

    private static String equation(Operation operation) {
        return written(operation.left()) + operation.sign() + written(operation.right()) + "=" + written(operation);
    }

    private static String written(Expression part) {
        BigFraction value = part.value().orElseThrow();
        return value.getDenominator().bitLength() == 1
                ? value.getNumerator().toString()
                : value.getNumerator() + "/" + value.getDenominator();
    }

    /**
     * Reads an expression: whole numbers in ASCII digits without leading zeros, {@code + - * /} between two parts, and parentheses;
     * products and quotients first, else from left to right. Spaces may stand between these, not within a number. There are no signs
     * before a number and nothing is multiplied without {@code *}.
     *
     * @return nothing for any other text, or one longer than {@code longest} characters
     */
    static Optional<Expression> read(String text, int longest, StepBudget budget) {
        budget.spend(1);
        return text.length() > longest ? Optional.empty() : new ExpressionReader(text, budget).whole();
    }
}
