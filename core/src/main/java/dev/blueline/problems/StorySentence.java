package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of a word problem. The wordings that write sentences also read them, so what a story says can be found again from its text.
 *
 * @param kind what it tells
 * @param text the sentence
 * @param blanks what its wording's blanks hold: A and B for people the question may be about, C for others, N and M for numbers, T for things
 */
record StorySentence(Kind kind, String text, Map<Character, String> blanks) {

    /** What a sentence tells or asks. */
    enum Kind {
        HAS("A has N T."),
        GAINS("A buys N more T.", "A finds N more T.", "A gets N T from C.", "A is given N T by C."),
        LOSES("A gives N T to C.", "A loses N T.", "A sells N T.", "C takes N T from A."),
        GAINS_GROUPS("A buys M boxes with N T each.", "A gets M bags of N T."),
        LOSES_GROUPS("A gives N T to each of M friends.", "A packs N T into each of M boxes and sells the boxes."),
        GROWS("Soon A has M times as many T as before.", "After a while A has M times as many T."),
        HALVES("A gives half of the T to C.", "A sells half of the T."),
        SHARES("A shares all the T evenly among M friends.", "M friends share all the T of A evenly."),
        MORE("B has N more T than A."),
        FEWER("B has N fewer T than A."),
        TIMES("B has M times as many T as A."),
        AGE("C is N years old."),
        OTHER_THINGS("C also has N O."),
        STREETS("The market is N streets away."),
        HOW_MANY_NOW("How many T does A have now?"),
        HOW_MANY_HAS_THE_OTHER("How many T does B have?"),
        HOW_MANY_TOGETHER("How many T do A and B have together?"),
        HOW_MANY_MORE("How many more T does B have than A?"),
        HOW_MANY_EACH("How many T does each friend get?");

        private final List<Wording> wordings;

        Kind(String... wordings) {
            this.wordings = Arrays.stream(wordings).map(Wording::of).toList();
        }
    }

    /**
     * A sentence with blanks.
     *
     * @param pattern reads it
     */
    private record Wording(String frame, List<Character> blanks, Pattern pattern) {
        private static final Pattern BLANK = Pattern.compile("\\b[ABCNMTO]\\b");

        static Wording of(String frame) {
            List<Character> blanks = new ArrayList<>();
            Matcher blank = BLANK.matcher(frame);
            while (blank.find()) {
                blanks.add(blank.group().charAt(0));
            }
            String pattern = BLANK.matcher(frame.replaceAll("[.?]", "\\\\$0"))
                    .replaceAll(found -> switch (found.group().charAt(0)) {
                        case 'N', 'M' -> "([0-9]+)";
                        case 'T', 'O' -> "([a-z]+)";
                        default -> "([A-Z][a-z]+)";
                    });
            return new Wording(frame, blanks, Pattern.compile(pattern));
        }

        String filled(Map<Character, String> values) {
            return BLANK.matcher(frame)
                    .replaceAll(found -> values.getOrDefault(found.group().charAt(0), ""));
        }

        Optional<Map<Character, String>> read(String sentence) {
            Matcher matcher = pattern.matcher(sentence);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<Character, String> values = new TreeMap<>();
            for (int i = 0; i < blanks.size(); i++) {
                values.put(blanks.get(i), matcher.group(i + 1));
            }
            return Optional.of(values);
        }
    }

    /** Writes a sentence in one of the wordings of its kind. */
    static StorySentence of(Kind kind, Map<Character, String> values, Draw draw) {
        return new StorySentence(kind, draw.of(kind.wordings).filled(values), values);
    }

    /** @throws IllegalArgumentException if no wording reads it */
    static StorySentence read(String sentence) {
        for (Kind kind : Kind.values()) {
            for (Wording wording : kind.wordings) {
                Optional<Map<Character, String>> values = wording.read(sentence);
                if (values.isPresent()) {
                    return new StorySentence(kind, sentence, values.get());
                }
            }
        }
        throw new IllegalArgumentException("no sentence of a word problem: " + sentence);
    }

    String blank(char name) {
        return blanks.getOrDefault(name, "");
    }

    int number(char name) {
        return Integer.parseInt(blank(name));
    }
}
