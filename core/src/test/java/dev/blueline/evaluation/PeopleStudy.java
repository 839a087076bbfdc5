package dev.blueline.evaluation;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.Document;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What text of people gets by the rules for natural text: the figures of docs/skills.md, "Behaviour". Arguments: a
 * tokenizer.json, then text as {@code --corpus} takes it; none for the built-in text.
 */
final class PeopleStudy {
    private static final int BEFORE = 30;
    private static final int TOKENS = 128;
    private static final int LEAST_CHARACTERS = 900;

    private PeopleStudy() {}

    private static final class Tally {
        int passages;
        int kept;
        double repetition;
    }

    public static void main(String[] arguments) {
        Tokenizer tokenizer = Tokenizer.load(Path.of(arguments[0]));
        Corpus corpus = Corpus.read(List.of(arguments).subList(1, arguments.length));
        Map<String, Tally> tallies = new TreeMap<>();
        for (Document document : corpus.training()) {
            String text = document.text();
            boolean code = TextLanguage.codeLines(text);
            int from = code ? Math.max(0, text.indexOf("public", text.length() / 2)) : 0;
            if (text.length() - from < LEAST_CHARACTERS) {
                continue;
            }
            int[] ids = tokenizer.encode(text.substring(from));
            Optional<String> language = code ? Optional.of("java") : language(text);
            if (language.isPresent() && ids.length >= BEFORE + TOKENS) {
                int[] cut = Arrays.copyOfRange(ids, BEFORE, BEFORE + TOKENS);
                Tally tally = tallies.computeIfAbsent(language.get(), unseen -> new Tally());
                tally.passages++;
                tally.kept += LanguageKept.in(language.get(), tokenizer.decode(cut)) ? 1 : 0;
                tally.repetition += Repetition.of(cut);
            }
        }
        tallies.forEach((language, tally) -> System.out.printf(
                Locale.ROOT,
                "%-5s %6d passages, %5.1f%% in the language, %4.1f%% of 4-grams repeat%n",
                language,
                tally.passages,
                100.0 * tally.kept / tally.passages,
                100 * tally.repetition / tally.passages));
    }

    /** The language, if the whole passage leaves no doubt: a word in five is a function word (in Finnish one in twelve). */
    private static Optional<String> language(String text) {
        if (text.codePoints()
                        .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.GREEK)
                        .count()
                > text.length() / 3) {
            return Optional.of("el");
        }
        TextLanguage language = TextLanguage.of(text);
        double words = text.strip().split("\\s+", -1).length;
        double least = language.name().equals("fi") ? 0.08 : 0.2;
        boolean baltic = text.matches("(?s).*[õūėžščāīēģķļņ].*");
        return !baltic && language.functionWordsIn(text) >= least * words
                ? Optional.of(language.name())
                : Optional.empty();
    }
}
