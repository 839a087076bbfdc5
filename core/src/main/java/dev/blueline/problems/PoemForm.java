package dev.blueline.problems;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is asked of a poem, in words such as {@code acrostic moon, rhyme ABAB, syllables 6 6 6 6}.
 *
 * @param acrostic word that the lines' first letters spell; it has a letter a line
 * @param rhyme a letter a line: lines of equal letters rhyme; all of {@code -} for no rhyme
 * @param syllables of each line
 */
record PoemForm(String acrostic, String rhyme, List<Integer> syllables) {
    static final char FREE = '-';
    private static final Pattern ASKED =
            Pattern.compile("acrostic ([a-z]{1,12}), rhyme ([A-Z-]{1,12}), syllables (\\d{1,2}(?: \\d{1,2}){0,11})");

    /** @throws IllegalArgumentException for a text that asks for no poem */
    static PoemForm of(String text) {
        Matcher asked = ASKED.matcher(text);
        if (!asked.matches()) {
            throw new IllegalArgumentException("no form of a poem: " + text);
        }
        List<Integer> syllables =
                Arrays.stream(asked.group(3).split(" ")).map(Integer::valueOf).toList();
        PoemForm form = new PoemForm(asked.group(1), asked.group(2), syllables);
        if (form.rhyme.length() != form.lines() || syllables.size() != form.lines()) {
            throw new IllegalArgumentException("a form whose parts have different lengths: " + text);
        }
        return form;
    }

    /** Reads what somebody typed, whatever its white space. */
    static Optional<PoemForm> typed(String text) {
        try {
            return Optional.of(of(text.strip().replaceAll("\\s+", " ")));
        } catch (IllegalArgumentException noForm) {
            return Optional.empty();
        }
    }

    int lines() {
        return acrostic.length();
    }

    String text() {
        return "acrostic " + acrostic + ", rhyme " + rhyme + ", syllables "
                + syllables.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
