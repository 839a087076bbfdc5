package dev.blueline.problems;

import dev.blueline.tasks.Dictionary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A poem is right if it has the lines asked for, parted by line ends or slashes; each begins with its letter of the acrostic; is made of
 * words of the dictionary, none of them twice in a line; has its syllables; and lines of equal letters end in different words that
 * rhyme. Lines of different letters may rhyme too. {@link Pronunciation} says what a syllable and a rhyme are. Signs {@code . , ; : ! ? -}
 * and capitals do not count. Whether it means anything is not asked.
 */
record PoemRules() implements Verifier {
    private static final int LONGEST = 2_000;
    private static final Pattern LINE_END = Pattern.compile("[/\\n]");
    private static final Pattern GAP = Pattern.compile("[ .,;:!?-]+");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z]{1,20}");

    @Override
    public Kind kind() {
        return Kind.RULE;
    }

    @Override
    public boolean keepsToItsBudget() {
        return true;
    }

    @Override
    public double score(Problem problem, String answer, StepBudget budget) {
        PoemForm form = PoemForm.of(problem.prompt());
        budget.spend(1);
        String said = answer.strip();
        if (said.length() > LONGEST) {
            return 0;
        }
        budget.spend(said.length());
        List<String> lines = List.of(LINE_END.split(said, -1));
        if (lines.size() != form.lines()) {
            return 0;
        }
        List<String> last = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            List<String> words = words(lines.get(i));
            if (words.isEmpty()
                    || words.getFirst().charAt(0) != form.acrostic().charAt(i)
                    || new HashSet<>(words).size() < words.size()) {
                return 0;
            }
            int syllables = 0;
            for (String word : words) {
                budget.spend(word.length());
                if (!Dictionary.builtIn().knows(word)) {
                    return 0;
                }
                syllables += Pronunciation.syllables(word);
            }
            if (syllables != form.syllables().get(i)) {
                return 0;
            }
            last.add(words.getLast());
        }
        return rhymes(form, last) ? 1 : 0;
    }

    /** Words of a line in small letters; none if something in it is no word. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : GAP.split(line)) {
            if (word.isEmpty()) {
                continue;
            }
            if (!WORD.matcher(word).matches()) {
                return List.of();
            }
            words.add(word.toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private static boolean rhymes(PoemForm form, List<String> last) {
        for (int i = 0; i < last.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean asked = form.rhyme().charAt(i) == form.rhyme().charAt(j)
                        && form.rhyme().charAt(i) != PoemForm.FREE;
                if (asked && !Pronunciation.rhymes(last.get(i), last.get(j))) {
                    return false;
                }
            }
        }
        return true;
    }
}
