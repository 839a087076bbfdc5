package dev.blueline.problems;

import java.util.Optional;

/**
 * Reads programs by recursive descent:
 *
 * <pre>
 *   sum     = product { (+ | -) product }
 *   product = part { (* | %) part }
 *   part    = digits | x | y | - part | ( sum ) | min ( sum , sum ) | max ( sum , sum ) | if ( sum , sum , sum )
 * </pre>
 *
 * Spaces may stand anywhere but within a word or a number. A text that is longer than {@value #LONGEST} characters, or nests deeper
 * than {@value #DEEPEST}, is no program.
 */
final class ProgramReader {
    static final int LONGEST = 200;
    private static final int DEEPEST = 40;
    private static final int MOST_DIGITS = 9;

    private final String text;
    private final StepBudget budget;
    private int at;
    private int depth;

    /** Not in the language. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super("unreadable", null, false, false);
        }
    }

    private ProgramReader(String text, StepBudget budget) {
        this.text = text;
        this.budget = budget;
    }

    /** The program that a text is, if it is one. */
    static Optional<Program> read(String text, StepBudget budget) {
        budget.spend(1);
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            ProgramReader reader = new ProgramReader(text, budget);
            Program program = reader.sum();
            reader.peek();
            return reader.at == text.length() ? Optional.of(program) : Optional.empty();
        } catch (Unreadable unreadable) {
            return Optional.empty();
        }
    }

    private Program sum() throws Unreadable {
        Program left = product();
        while (peek() == '+' || peek() == '-') {
            Program.Operator operator = next() == '+' ? Program.Operator.PLUS : Program.Operator.MINUS;
            left = new Program.Joined(operator, left, product());
        }
        return left;
    }

    private Program product() throws Unreadable {
        Program left = part();
        while (peek() == '*' || peek() == '%') {
            Program.Operator operator = next() == '*' ? Program.Operator.TIMES : Program.Operator.REMAINDER;
            left = new Program.Joined(operator, left, part());
        }
        return left;
    }

    private Program part() throws Unreadable {
        if (++depth > DEEPEST) {
            throw new Unreadable();
        }
        Program part = switch (peek()) {
            case '-' -> {
                next();
                yield new Program.Joined(Program.Operator.MINUS, new Program.Constant(0), part());
            }
            case '(' -> {
                next();
                Program inner = sum();
                require(')');
                yield inner;
            }
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> named();
        };
        depth--;
        return part;
    }

    private Program number() throws Unreadable {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at - from > MOST_DIGITS) {
            throw new Unreadable();
        }
        return new Program.Constant(Integer.parseInt(text, from, at, 10));
    }

    private Program named() throws Unreadable {
        int from = at;
        while (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
            at++;
        }
        return switch (text.substring(from, at)) {
            case "x" -> new Program.Input(true);
            case "y" -> new Program.Input(false);
            case "min" -> joined(Program.Operator.MIN);
            case "max" -> joined(Program.Operator.MAX);
            case "if" -> {
                require('(');
                Program condition = sum();
                require(',');
                Program positive = sum();
                require(',');
                Program otherwise = sum();
                require(')');
                yield new Program.Choice(condition, positive, otherwise);
            }
            default -> throw new Unreadable();
        };
    }

    private Program joined(Program.Operator operator) throws Unreadable {
        require('(');
        Program left = sum();
        require(',');
        Program right = sum();
        require(')');
        return new Program.Joined(operator, left, right);
    }

    private void require(char sign) throws Unreadable {
        if (peek() != sign) {
            throw new Unreadable();
        }
        next();
    }

    /** The next character that is no space; 0 at the end. */
    private char peek() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
        budget.spend(1);
        return text.charAt(at++);
    }
}
