package dev.blueline.problems;

/**
 * A program of the bounded language: an expression in whole numbers, {@code x} and {@code y}. It has no loops, so its work is at
 * most its length.
 */
sealed interface Program {
    /** The value of a program that has none: of a remainder by zero, or of a number beyond {@link #MOST}. */
    long NONE = Long.MIN_VALUE;

    /** The largest value, and minus the smallest. */
    long MOST = 1_000_000_000;

    /** A number as it stands. */
    record Constant(int value) implements Program {}

    /** {@code x}, or {@code y}. */
    record Input(boolean first) implements Program {}

    /** Two parts joined. */
    record Joined(Operator operator, Program left, Program right) implements Program {}

    /** {@code if(condition,positive,otherwise)}: its second part where the first is more than 0, else the third. */
    record Choice(Program condition, Program positive, Program otherwise) implements Program {}

    /** How two values make one. */
    enum Operator {
        PLUS("+", 1),
        MINUS("-", 1),
        TIMES("*", 2),
        /** The remainder, of the sign of the divisor, as in mathematics: {@code -1%3} is 2. */
        REMAINDER("%", 2),
        MIN("min", 0),
        MAX("max", 0);

        private final String sign;
        /** How tightly it binds; 0 for those written like functions. */
        private final int tightness;

        Operator(String sign, int tightness) {
            this.sign = sign;
            this.tightness = tightness;
        }

        String sign() {
            return sign;
        }

        int tightness() {
            return tightness;
        }

        /** Both values within {@link #MOST}, so that nothing overflows. */
        long of(long left, long right) {
            long value = switch (this) {
                case PLUS -> left + right;
                case MINUS -> left - right;
                case TIMES -> left * right;
                case REMAINDER -> right == 0 ? NONE : Math.floorMod(left, right);
                case MIN -> Math.min(left, right);
                case MAX -> Math.max(left, right);
            };
            return value < -MOST || value > MOST ? NONE : value;
        }
    }

    /**
     * Its value, or {@link #NONE}. Of a choice only the branch that is taken counts.
     *
     * @param budget spent by one for each part that is looked at
     */
    default long value(long x, long y, StepBudget budget) {
        budget.spend(1);
        return switch (this) {
            case Constant constant -> constant.value();
            case Input input -> input.first() ? x : y;
            case Joined joined -> {
                long left = joined.left().value(x, y, budget);
                long right = left == NONE ? NONE : joined.right().value(x, y, budget);
                yield right == NONE ? NONE : joined.operator().of(left, right);
            }
            case Choice choice -> {
                long condition = choice.condition().value(x, y, budget);
                yield condition == NONE
                        ? NONE
                        : (condition > 0 ? choice.positive() : choice.otherwise()).value(x, y, budget);
            }
        };
    }

    /** As it is written, with no more parentheses than it takes. */
    default String text() {
        return switch (this) {
            case Constant constant -> String.valueOf(constant.value());
            case Input input -> input.first() ? "x" : "y";
            case Joined joined -> {
                Operator operator = joined.operator();
                yield operator.tightness() == 0
                        ? operator.sign() + "(" + joined.left().text() + ","
                                + joined.right().text() + ")"
                        : joined.left().text(operator.tightness())
                                + operator.sign()
                                + joined.right().text(operator.tightness() + 1);
            }
            case Choice choice ->
                "if(" + choice.condition().text() + "," + choice.positive().text() + ","
                        + choice.otherwise().text() + ")";
        };
    }

    private String text(int tightness) {
        boolean loose = this instanceof Joined joined
                && joined.operator().tightness() > 0
                && joined.operator().tightness() < tightness;
        return loose ? "(" + text() + ")" : text();
    }
}
