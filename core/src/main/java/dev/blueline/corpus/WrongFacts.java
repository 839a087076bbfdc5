package dev.blueline.corpus;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says, made false while its form stays: a word gets the definition of another, as WordNet's glosses have them; in other
 * text every number becomes another of as many digits, and names, words with a capital letter inside a sentence, are exchanged for
 * those of another document.
 */
final class WrongFacts {
    /** {@code dog, domestic dog (noun): a member of ...}, as {@link WordNetReader} writes it. */
    private static final Pattern DEFINITION =
            Pattern.compile("([^\\n]{1,200}? \\((?:noun|verb|adjective|adverb)\\): )(.+)", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll}\\p{Nd},;:][ (]|\\()\\p{Lu}\\p{L}{2,}");

    private WrongFacts() {}

    /**
     * The text with wrong facts; as it was if it states none that can be made wrong.
     *
     * @param donor another text of the same kind
     */
    static String in(String text, String donor, long key) {
        Matcher own = DEFINITION.matcher(text);
        Matcher other = DEFINITION.matcher(donor);
        if (own.matches() && other.matches()) {
            return own.group(1) + other.group(2);
        }
        List<String> names =
                NAME.matcher(donor).results().map(MatchResult::group).distinct().toList();
        int[] at = new int[1];
        String numbered = NUMBER.matcher(text).replaceAll(number -> other(number.group(), TextHash.mix(key + at[0]++)));
        if (names.isEmpty()) {
            return numbered;
        }
        return NAME.matcher(numbered).replaceAll(name -> {
            long which = TextHash.mix(key ^ TextHash.of(name.group())); // a name becomes the same one throughout
            return Matcher.quoteReplacement(names.get((int) Long.remainderUnsigned(which, names.size())));
        });
    }

    /** Each digit becomes another, the first not 0. */
    private static String other(String number, long hash) {
        StringBuilder changed = new StringBuilder();
        long bits = hash;
        for (int i = 0; i < number.length(); i++) {
            int digit = Character.digit(number.charAt(i), 10);
            int other = (digit + 1 + (int) Long.remainderUnsigned(bits, 9)) % 10;
            bits = TextHash.mix(bits + 1);
            changed.append(other == 0 && i == 0 ? (digit == 1 ? 2 : 1) : other);
        }
        return changed.toString();
    }
}
