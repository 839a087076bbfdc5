package dev.blueline.corpus;

import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Which scripts letters belong to: Latin, Cyrillic, Han and so on, by Unicode. */
final class Scripts {
    private static final UnicodeScript[] ALL = UnicodeScript.values();
    private static final short[] OF_CHARACTER = new short[1 << 16];

    static {
        for (int c = 0; c < OF_CHARACTER.length; c++) {
            OF_CHARACTER[c] = (short) UnicodeScript.of(c).ordinal();
        }
    }

    private final long[] letters = new long[ALL.length];

    void addLetter(int codePoint) {
        letters[
                codePoint < OF_CHARACTER.length
                        ? OF_CHARACTER[codePoint]
                        : UnicodeScript.of(codePoint).ordinal()]++;
    }

    /** Share of each script among the letters, largest first; what no script is known of belongs to none. */
    Map<String, Double> shares() {
        double all = 0;
        for (long count : letters) {
            all += count;
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        double total = all;
        IntStream.range(0, ALL.length)
                .filter(script -> letters[script] > 0)
                .boxed()
                .sorted(Comparator.comparingLong((Integer script) -> -letters[script]))
                .forEach(script -> shares.put(inWords(ALL[script]), letters[script] / total));
        return shares;
    }

    private static String inWords(UnicodeScript script) {
        String name = script.name().replace('_', ' ');
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
