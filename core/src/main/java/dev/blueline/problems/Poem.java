package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Poems under constraints: an acrostic, a rhyme scheme, syllables a line. There are countless right answers, and {@link PoemRules} tells
 * them without knowing any. The side is the acrostic's: no word is spelled on both sides.
 */
public final class Poem extends GeneratedTask {
    private static final List<Level> LEVELS = List.of(
            new Level(1, "3 lines of 5 syllables, no rhyme"), //
            new Level(2, "4 lines of 5, AABB"),
            new Level(3, "4 lines of 7, ABAB"),
            new Level(4, "5 lines of 8 or 5, AABBA"),
            new Level(5, "6 lines of 9, ABABCC"));
    private static final List<String> RHYMES = List.of("---", "AABB", "ABAB", "AABBA", "ABABCC");
    private static final List<List<Integer>> SYLLABLES = List.of(
            Collections.nCopies(3, 5),
            Collections.nCopies(4, 5),
            Collections.nCopies(4, 7),
            List.of(8, 8, 5, 5, 8),
            Collections.nCopies(6, 9));

    @Override
    public String name() {
        return "poem";
    }

    @Override
    public String summary() {
        return "Write lines of dictionary words with an acrostic, a rhyme scheme and a number of syllables.";
    }

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    protected Problem drawn(int level, Draw draw) {
        String rhyme = RHYMES.get(level - 1);
        String acrostic = draw.of(PoemLexicon.builtIn().acrostics().getOrDefault(rhyme.length(), List.of()));
        PoemForm form = new PoemForm(acrostic, rhyme, SYLLABLES.get(level - 1));
        PoemSearch search = new PoemSearch(form, PoemLexicon.builtIn(), draw);
        return new Problem(name(), level, acrostic, form.text(), search.solve(), 3 * form.lines());
    }

    /** Any form; the level of its rhymes, or the hardest. */
    @Override
    public Optional<Problem> read(String prompt) {
        return PoemForm.typed(prompt).map(form -> {
            int place = RHYMES.indexOf(form.rhyme());
            int level = place < 0 ? RHYMES.size() : place + 1;
            return new Problem(name(), level, form.acrostic(), form.text(), "", 3 * form.lines());
        });
    }

    @Override
    public Verifier verifier() {
        return new PoemRules();
    }

    @Override
    public Optional<Solver> solver() {
        return Optional.of(problem -> {
            PoemSearch search = new PoemSearch(
                    PoemForm.of(problem.prompt()),
                    PoemLexicon.builtIn(),
                    new Draw("poem " + problem.prompt(), 0, 0, 0));
            return new Solver.Solution(search.solve(), search.nodes());
        });
    }

    @Override
    public List<Style> styles() {
        return List.of();
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        throw new IllegalArgumentException(name() + " has no traces");
    }

    /** Lines of an adjective and a noun with the right first letters. */
    @Override
    public String guess(Problem problem, Draw draw) {
        PoemLexicon lexicon = PoemLexicon.builtIn();
        List<String> rhymes = List.copyOf(lexicon.nouns().keySet());
        List<String> lines = new ArrayList<>();
        for (char letter : PoemForm.of(problem.prompt()).acrostic().toCharArray()) {
            lines.add(draw.of(lexicon.adjectives().getOrDefault(letter, List.of(""))) + " "
                    + draw.of(lexicon.nouns().getOrDefault(draw.of(rhymes), List.of(""))));
        }
        return String.join("/", lines);
    }
}
