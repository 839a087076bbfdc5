package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a number of tokens such as {@code 500k}, {@code 1.5M}, {@code 2B} or {@code 65536}. */
final class TokenCount {
    private static final Pattern COUNT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([kmb]?)");

    private TokenCount() {}

    static long of(String text) {
        Matcher count = COUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (count.matches()) {
            double unit = switch (count.group(2)) {
                case "k" -> 1e3;
                case "m" -> 1e6;
                case "b" -> 1e9;
                default -> 1;
            };
            double tokens = Math.rint(Double.parseDouble(count.group(1)) * unit);
            if (tokens >= 1 && tokens <= 1e13) {
                return (long) tokens;
            }
        }
        throw new BadInput("\"" + text + "\" is not a number of tokens; write for example 500k, 1.5M or 65536");
    }
}
