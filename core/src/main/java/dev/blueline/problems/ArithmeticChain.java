package dev.blueline.problems;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A chain of labelled steps.
 *
 * @param start value that it begins with
 * @param first label of its first step, a small letter; the others follow in the alphabet
 * @param signs of the steps, in their order
 * @param digits of the steps, in their order
 */
record ArithmeticChain(int start, char first, String signs, String digits) {
    /** Characters of a step in the prompt: label, sign, digit. */
    static final int WRITTEN = 3;

    private static final Pattern PROMPT = Pattern.compile("[.]*((?:[A-Za-z][+*-][0-9])+):([A-Za-z])([0-9])");
    private static final Pattern STEP = Pattern.compile("([A-Za-z])([+*-])([0-9])");

    int steps() {
        return signs.length();
    }

    /** The last step's is a capital. */
    char label(int step) {
        char small = (char) (first + step);
        return step == steps() - 1 ? Character.toUpperCase(small) : small;
    }

    /** Sign and digit. */
    String operation(int step) {
        return "" + signs.charAt(step) + digits.charAt(step);
    }

    /** Steps in the order given, then where and with what to begin. */
    String written(List<Integer> order) {
        return order.stream().map(step -> label(step) + operation(step)).collect(Collectors.joining())
                + ":" + label(0) + start;
    }

    /** Labels and the order in which steps are written do not count; the first sum or product is the same with its digits exchanged. */
    String key() {
        char digit = digits.charAt(0);
        boolean exchanged = signs.charAt(0) != '-' && start > digit - '0';
        StringBuilder key = new StringBuilder();
        key.append(exchanged ? digit : (char) ('0' + start));
        key.append(signs.charAt(0)).append(exchanged ? (char) ('0' + start) : digit);
        for (int step = 1; step < steps(); step++) {
            key.append(operation(step));
        }
        return key.toString();
    }

    /** The start, then the value after each step. */
    int[] values() {
        int[] values = new int[steps() + 1];
        values[0] = start;
        for (int step = 0; step < steps(); step++) {
            int digit = digits.charAt(step) - '0';
            values[step + 1] = Math.floorMod(
                    switch (signs.charAt(step)) {
                        case '+' -> values[step] + digit;
                        case '-' -> values[step] - digit;
                        default -> values[step] * digit;
                    },
                    10);
        }
        return values;
    }

    /** @throws IllegalArgumentException if the prompt is no chain */
    static ArithmeticChain read(String prompt) {
        Matcher whole = PROMPT.matcher(prompt);
        if (!whole.matches()) {
            throw new IllegalArgumentException("no chain of steps: " + prompt);
        }
        List<MatchResult> written = STEP.matcher(whole.group(1)).results().toList();
        char first = Character.toLowerCase(whole.group(2).charAt(0));
        StringBuilder signs = new StringBuilder();
        StringBuilder digits = new StringBuilder();
        for (int step = 0; step < written.size(); step++) {
            char small = (char) (first + step);
            String label = String.valueOf(step == written.size() - 1 ? Character.toUpperCase(small) : small);
            MatchResult found = written.stream()
                    .filter(each -> each.group(1).equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no step " + label + ": " + prompt));
            signs.append(found.group(2));
            digits.append(found.group(3));
        }
        return new ArithmeticChain(whole.group(3).charAt(0) - '0', first, signs.toString(), digits.toString());
    }
}
