package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a wall-clock budget such as {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}; a bare number is seconds. */
final class Budget {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)([dhms]?)");

    private Budget() {}

    static double seconds(String text) {
        Matcher part = PART.matcher(text.strip());
        double seconds = 0;
        int at = 0;
        while (part.find() && part.start() == at) {
            double unit = switch (part.group(2)) {
                case "d" -> 86_400;
                case "h" -> 3600;
                case "m" -> 60;
                default -> 1;
            };
            seconds += Double.parseDouble(part.group(1)) * unit;
            at = part.end();
        }
        if (at == 0 || at != text.strip().length()) {
            throw new BadInput("budget \"" + text + "\" is not a time; write for example 90s, 10m or 1h30m");
        }
        return seconds;
    }
}
