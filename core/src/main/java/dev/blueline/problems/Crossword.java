package dev.blueline.problems;

import dev.blueline.tasks.Dictionary;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Small crosswords of words that WordNet has, with its glosses as clues. The first line of a prompt is the pattern, rows joined by
 * {@code /}, {@code #} for a block; then comes a line a clue, across from the top and down from the left. The answer is the filled
 * pattern.
 *
 * <p>The rule needs no key: every entry must be a word with a meaning whose gloss is the clue. So synonyms are right too where they
 * cross. One grid and its mirror image are one problem.
 */
public final class Crossword extends GeneratedTask {
    private static final String NAME = "crossword";
    private static final List<Level> LEVELS = List.of(
            new Level(1, "3x3"), //
            new Level(2, "4x4, two corners blocked"),
            new Level(3, "4x4"),
            new Level(4, "5x5, two corners blocked"));
    private static final List<CrosswordShape> SHAPES = List.of(
            CrosswordShape.of(".../.../..."),
            CrosswordShape.of("#.../..../..../...#"),
            CrosswordShape.of("..../..../..../...."),
            CrosswordShape.of("##.../#..../...../....#/...##"));
    private static final int LONGEST_CLUE = 100;

    private static final class Words {
        /** Words that fill grids, with the clues they may have: of those in tagged text. */
        static final Map<String, List<String>> CLUES = clues(Dictionary.builtIn());

        static final CrosswordFill FILL = new CrosswordFill(List.copyOf(CLUES.keySet()));

        private static Map<String, List<String>> clues(Dictionary dictionary) {
            Map<String, List<String>> clues = new TreeMap<>();
            for (String word : dictionary.words()) {
                if (word.length() >= 3 && word.length() <= 5 && dictionary.count(word) > 0) {
                    List<String> fair = dictionary.glosses(word).stream()
                            .filter(gloss -> fair(word, gloss))
                            .toList();
                    if (!fair.isEmpty() && dictionary.glosses(word).stream().noneMatch(Dictionary::rude)) {
                        clues.put(word, fair);
                    }
                }
            }
            return clues;
        }

        /** A clue that neither holds the word nor is unfit for print. */
        private static boolean fair(String word, String gloss) {
            return gloss.length() <= LONGEST_CLUE
                    && gloss.chars().allMatch(c -> c >= ' ' && c < 127)
                    && !gloss.contains(word);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Fill a small grid with the words that WordNet's glosses describe.";
    }

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    protected Problem drawn(int level, Draw draw) {
        CrosswordShape shape = SHAPES.get(level - 1);
        char[] cells = Words.FILL.fill(shape, draw);
        StringBuilder prompt = new StringBuilder(shape.pattern());
        for (CrosswordShape.Entry entry : shape.entries()) {
            String word = CrosswordShape.word(entry, cells);
            prompt.append('\n')
                    .append(entry.name())
                    .append(' ')
                    .append(draw.of(Words.CLUES.getOrDefault(word, List.of())));
        }
        String grid = shape.text(cells);
        String mirrored = mirrored(shape, cells);
        return new Problem(
                name(),
                level,
                grid.compareTo(mirrored) < 0 ? grid : mirrored,
                prompt.toString(),
                grid,
                shape.entries().size());
    }

    private static String mirrored(CrosswordShape shape, char[] cells) {
        char[] turned = new char[cells.length];
        for (int i = 0; i < cells.length; i++) {
            turned[i % shape.width() * shape.width() + i / shape.width()] = cells[i];
        }
        return shape.text(turned);
    }

    /**
     * A prompt read again.
     *
     * @param clues one an entry of the shape
     */
    private record Asked(CrosswordShape shape, List<String> clues) {
        static Asked of(Problem problem) {
            List<String> lines = problem.prompt().lines().toList();
            CrosswordShape shape = CrosswordShape.of(lines.getFirst());
            List<String> clues = new ArrayList<>();
            for (int i = 0; i < shape.entries().size(); i++) {
                String name = shape.entries().get(i).name() + " ";
                if (i + 1 >= lines.size() || !lines.get(i + 1).startsWith(name)) {
                    throw new IllegalArgumentException("no clue " + name);
                }
                clues.add(lines.get(i + 1).substring(name.length()));
            }
            return new Asked(shape, clues);
        }

        /** What somebody typed; nothing if it is no pattern with a clue for every entry. */
        static Optional<Problem> typed(String text) {
            String prompt = text.strip().lines().map(String::strip).collect(Collectors.joining("\n"));
            String pattern = prompt.lines().findFirst().orElse("");
            if (!pattern.matches("[.#]+(/[.#]+)+")) {
                return Optional.empty();
            }
            Problem problem = new Problem(NAME, 1, prompt, prompt, "", 1);
            try {
                int entries = of(problem).clues().size();
                return entries == 0
                        ? Optional.empty()
                        : Optional.of(new Problem(NAME, level(pattern), prompt, prompt, "", entries));
            } catch (IllegalArgumentException noCrossword) {
                return Optional.empty();
            }
        }

        /** The level of the pattern, or the hardest. */
        private static int level(String pattern) {
            int place = SHAPES.stream().map(CrosswordShape::pattern).toList().indexOf(pattern);
            return place < 0 ? SHAPES.size() : place + 1;
        }

        /** An answer's cells; nothing if it does not have the pattern's shape. */
        Optional<char[]> cells(String answer) {
            String said = answer.strip();
            if (said.length() != shape.pattern().length()) {
                return Optional.empty();
            }
            for (int i = 0; i < said.length(); i++) {
                char wanted = shape.pattern().charAt(i);
                char c = said.charAt(i);
                if (wanted == CrosswordShape.LETTER ? c < 'a' || c > 'z' : c != wanted) {
                    return Optional.empty();
                }
            }
            return Optional.of(said.replace(CrosswordShape.ROW_END, "").toCharArray());
        }
    }

    @Override
    public Optional<Problem> read(String prompt) {
        return Asked.typed(prompt);
    }

    @Override
    public Verifier verifier() {
        return new Glosses();
    }

    /** Looks every entry up. */
    private record Glosses() implements Verifier {
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
            budget.spend(problem.prompt().length());
            Asked asked = Asked.of(problem);
            Optional<char[]> cells = asked.cells(answer);
            if (cells.isEmpty()) {
                return 0;
            }
            for (int i = 0; i < asked.clues().size(); i++) {
                String word = CrosswordShape.word(asked.shape().entries().get(i), cells.get());
                List<String> glosses = Dictionary.builtIn().glosses(word);
                budget.spend(1 + glosses.size());
                if (!glosses.contains(asked.clues().get(i))) {
                    return 0;
                }
            }
            return 1;
        }
    }

    /** Looks for every clue in the whole dictionary, and for the entry among the words that have it. */
    @Override
    public Optional<Verifier> secondCheck() {
        return Optional.of(Check.of((problem, answer) -> {
            List<String> rows = List.of(answer.strip().split(CrosswordShape.ROW_END));
            List<String> lines = problem.prompt().lines().toList();
            CrosswordShape shape = CrosswordShape.of(lines.getFirst());
            boolean right = answer.strip().replaceAll("[a-z]", ".").equals(shape.pattern());
            for (int i = 0; right && i < shape.entries().size(); i++) {
                String clue = lines.get(i + 1).split(" ", 2)[1];
                String word = shape.entries().get(i).cells().stream()
                        .map(cell -> rows.get(cell / rows.size()).substring(cell % rows.size(), cell % rows.size() + 1))
                        .collect(Collectors.joining());
                right = Dictionary.builtIn().words().stream()
                        .filter(each -> Dictionary.builtIn().glosses(each).contains(clue))
                        .anyMatch(word::equals);
            }
            return right;
        }));
    }

    @Override
    public Optional<Solver> solver() {
        return Optional.of(problem -> new Search(Asked.of(problem)).solve());
    }

    /**
     * Goes through the dictionary for every entry, as a reader who cannot look up a gloss: every word of the right length that fits
     * the letters so far is held against the clue.
     */
    private static final class Search {
        private final Asked asked;
        private final char[] cells;
        private long nodes;

        Search(Asked asked) {
            this.asked = asked;
            this.cells = asked.shape().cells().toCharArray();
        }

        Solver.Solution solve() {
            if (!from(0)) {
                throw new IllegalArgumentException(
                        "no words of the dictionary fit " + asked.shape().pattern());
            }
            return new Solver.Solution(asked.shape().text(cells), nodes);
        }

        private boolean from(int entry) {
            if (entry == asked.clues().size()) {
                return true;
            }
            List<Integer> places = asked.shape().entries().get(entry).cells();
            char[] before = cells.clone();
            for (String word : Dictionary.builtIn().words()) {
                if (word.length() == places.size() && fits(word, places)) {
                    nodes++;
                    if (Dictionary.builtIn()
                            .glosses(word)
                            .contains(asked.clues().get(entry))) {
                        for (int i = 0; i < word.length(); i++) {
                            cells[places.get(i)] = word.charAt(i);
                        }
                        if (from(entry + 1)) {
                            return true;
                        }
                        System.arraycopy(before, 0, cells, 0, cells.length);
                    }
                }
            }
            return false;
        }

        private boolean fits(String word, List<Integer> places) {
            for (int i = 0; i < word.length(); i++) {
                char letter = cells[places.get(i)];
                if (letter != CrosswordShape.LETTER && letter != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public List<Style> styles() {
        return List.of();
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        throw new IllegalArgumentException(name() + " has no traces");
    }

    /** Any words across, whatever they make downwards. */
    @Override
    public String guess(Problem problem, Draw draw) {
        CrosswordShape shape = Asked.of(problem).shape();
        char[] cells = shape.cells().toCharArray();
        List<String> words = List.copyOf(Words.CLUES.keySet());
        for (CrosswordShape.Entry entry : shape.entries()) {
            if (entry.name().startsWith("A")) {
                String word = draw.of(words);
                while (word.length() != entry.cells().size()) {
                    word = draw.of(words);
                }
                for (int i = 0; i < word.length(); i++) {
                    cells[entry.cells().get(i)] = word.charAt(i);
                }
            }
        }
        return shape.text(cells);
    }
}
