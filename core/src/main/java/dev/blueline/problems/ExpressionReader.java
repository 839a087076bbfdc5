package dev.blueline.problems;

import java.util.Optional;

/** Reads one expression from left to right. It goes as deep as parentheses do, so the text must be short. */
final class ExpressionReader {
    private static final int MOST_DIGITS = 9;
    private static final char END = '\0';

    private final String text;
    private final StepBudget budget;
    private int at;

    ExpressionReader(String text, StepBudget budget) {
        this.text = text;
        this.budget = budget;
    }

    Optional<Expression> whole() {
        Optional<Expression> expression = sum();
        return next() == END && at == text.length() ? expression : Optional.empty();
    }

    private Optional<Expression> sum() {
        Optional<Expression> left = product();
        while (left.isPresent() && (next() == '+' || next() == '-')) {
            left = joined(left.get(), taken(), product());
        }
        return left;
    }

    private Optional<Expression> product() {
        Optional<Expression> left = factor();
        while (left.isPresent() && (next() == '*' || next() == '/')) {
            left = joined(left.get(), taken(), factor());
        }
        return left;
    }

    private static Optional<Expression> joined(Expression left, char sign, Optional<Expression> right) {
        return right.map(part -> new Expression.Operation(left, sign, part));
    }

    private Optional<Expression> factor() {
        if (next() != '(') {
            return number();
        }
        at++;
        Optional<Expression> inner = sum();
        if (inner.isEmpty() || next() != ')') {
            return Optional.empty();
        }
        at++;
        return inner;
    }

    private Optional<Expression> number() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        int digits = at - from;
        boolean number = digits == 1 || digits > 1 && digits <= MOST_DIGITS && text.charAt(from) != '0';
        return number ? Optional.of(new Expression.Number(Integer.parseInt(text, from, at, 10))) : Optional.empty();
    }

    private char taken() {
        return text.charAt(at++);
    }

    /** The next sign that is no space, {@link #END} at the end; a real zero character is no part of any expression. */
    private char next() {
        budget.spend(1);
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }
}
