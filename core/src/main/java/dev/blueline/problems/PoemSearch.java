package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Assembles poems of lines such as "mellow silver river": adjectives, the first with the letter asked for, and a noun that rhymes. It
 * meets the constraints; it is no poet.
 */
final class PoemSearch {
    /** Words tried for one line before its noun is given up. */
    private static final int PATIENCE = 200;
    /** Poems begun before a form is given up. */
    private static final int MOST_BEGUN = 100_000;

    private final PoemForm form;
    private final PoemLexicon lexicon;
    private final Draw draw;
    private long nodes;

    PoemSearch(PoemForm form, PoemLexicon lexicon, Draw draw) {
        this.form = form;
        this.lexicon = lexicon;
        this.draw = draw;
    }

    /** Words that were tried. */
    long nodes() {
        return nodes;
    }

    /** Lines joined by a slash. */
    String solve() {
        List<String> rhymes = List.copyOf(lexicon.nouns().keySet());
        for (int begun = 0; begun < MOST_BEGUN; begun++) {
            Map<Character, String> chosen = new HashMap<>();
            Set<String> used = new HashSet<>();
            List<String> lines = new ArrayList<>();
            Optional<String> line = Optional.of("");
            for (int i = 0; i < form.lines() && line.isPresent(); i++) {
                char letter = form.rhyme().charAt(i);
                String rhyme = letter == PoemForm.FREE
                        ? draw.of(rhymes)
                        : chosen.computeIfAbsent(letter, key -> draw.of(rhymes));
                line = line(form.acrostic().charAt(i), form.syllables().get(i), rhyme, used);
                line.ifPresent(lines::add);
            }
            if (line.isPresent()) {
                return String.join("/", lines);
            }
        }
        throw new IllegalArgumentException("no poem found of " + form.text());
    }

    private Optional<String> line(char first, int syllables, String rhyme, Set<String> used) {
        for (String noun : draw.shuffled(lexicon.nouns().getOrDefault(rhyme, List.of()))) {
            nodes++;
            int left = syllables - Pronunciation.syllables(noun);
            if (used.contains(noun) || left < 0 || left == 0 && noun.charAt(0) != first) {
                continue;
            }
            List<String> words = new ArrayList<>();
            for (int tries = 0; left > 0 && tries < PATIENCE; tries++) {
                List<String> from = words.isEmpty()
                        ? lexicon.adjectives().getOrDefault(first, List.of())
                        : lexicon.adjectives().getOrDefault((char) ('a' + draw.below(26)), List.of());
                if (from.isEmpty()) {
                    continue;
                }
                nodes++;
                String word = draw.of(from);
                int count = Pronunciation.syllables(word);
                if (count <= left && !used.contains(word) && !words.contains(word)) {
                    words.add(word);
                    left -= count;
                }
            }
            if (left == 0) {
                words.add(noun);
                used.addAll(words);
                return Optional.of(String.join(" ", words));
            }
        }
        return Optional.empty();
    }
}
