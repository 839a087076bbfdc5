package dev.blueline.harness;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether an answer is the expected one, letter by letter, after what the task says to ignore has been taken out of both.
 *
 * @param ignored patterns taken out first, in their order
 * @param ignoreCase whether upper and lower case count alike
 * @param ignorePunctuation whether ASCII punctuation is taken out
 * @param ignoreNumbers whether digits are taken out
 */
record ExactMatch(List<Pattern> ignored, boolean ignoreCase, boolean ignorePunctuation, boolean ignoreNumbers) {
    private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]");

    /** Ignores nothing. */
    static final ExactMatch STRICT = new ExactMatch(List.of(), false, false, false);

    static ExactMatch of(Fields metric) {
        return new ExactMatch(
                metric.texts("regexes_to_ignore").stream()
                        .map(pattern -> PythonPattern.of(pattern, metric, "regexes_to_ignore"))
                        .toList(),
                metric.flag("ignore_case", false),
                metric.flag("ignore_punctuation", false),
                metric.flag("ignore_numbers", false));
    }

    boolean matches(String answer, String expected) {
        return plain(answer).equals(plain(expected));
    }

    private String plain(String text) {
        String plain = text;
        for (Pattern pattern : ignored) {
            plain = pattern.matcher(plain).replaceAll("");
        }
        plain = ignoreCase ? plain.toLowerCase(Locale.ROOT) : plain;
        plain = ignorePunctuation ? PUNCTUATION.matcher(plain).replaceAll("") : plain;
        return ignoreNumbers ? DIGITS.matcher(plain).replaceAll("") : plain;
    }
}
