package dev.blueline.problems;

/**
 * A step of a story's solution.
 *
 * @param subject what is worked out, such as {@code Mia has}
 * @param sign one of {@code + - * /}; quotients are whole
 */
record StoryStep(String subject, int left, char sign, int right) {

    int value() {
        return switch (sign) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            default -> left / right;
        };
    }

    String equation() {
        return terms() + "=" + value();
    }

    private String terms() {
        return "" + left + sign + right;
    }

    /** The same for sums and products with their numbers in the other order. */
    String key() {
        boolean turned = (sign == '+' || sign == '*') && left > right;
        return turned ? "" + right + sign + left : terms();
    }

    /** Takes the result back to the number before. */
    StoryStep check() {
        char inverse = switch (sign) {
            case '+' -> '-';
            case '-' -> '+';
            case '*' -> '/';
            default -> '*';
        };
        return new StoryStep("Check", value(), inverse, right);
    }
}
