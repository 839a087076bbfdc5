package dev.blueline.problems;

import dev.blueline.ledger.BadInput;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Questions in a file, one JSON object a line: {@code question} or {@code prompt}, {@code answer}, and if wanted {@code level} (1 if left
 * out) and {@code trace}, the worked solution. In the format of GSM8K (Cobbe et al. 2021) the answer holds the worked solution and, after
 * {@code ####}, the answer itself; its calculator notes such as {@code <<48/2=24>>} are taken out. Worked solutions are the traces of
 * {@link Style#SUMMARY}, where every question has one.
 *
 * <p>A question's side depends on its words alone, so that a question in two files lies on one side of both. Indices go through the
 * questions of a level in an order of the seed, again and again.
 */
final class UserTask implements Task {
    static final String ENDING = ".jsonl";

    private final Path file;
    private final List<QuestionLine> lines;
    private final Map<Integer, Map<Split, List<QuestionLine>>> byLevel = new HashMap<>();
    private final Map<String, QuestionLine> byPrompt = new HashMap<>();

    UserTask(Path file, List<QuestionLine> lines) {
        this.file = file;
        this.lines = lines;
        for (QuestionLine line : lines) {
            byPrompt.put(line.question(), line);
            byLevel.computeIfAbsent(line.level(), level -> new HashMap<>())
                    .computeIfAbsent(Split.of("question " + line.key()), side -> new ArrayList<>())
                    .add(line);
        }
    }

    /** @throws BadInput if the file or one of its lines cannot be used */
    static UserTask read(Path file) {
        return new UserTask(file, QuestionFile.read(file));
    }

    /** The file's name without its ending. */
    @Override
    public String name() {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    @Override
    public String summary() {
        return lines.size() + " questions of " + file + ".";
    }

    @Override
    public List<Level> levels() {
        return byLevel.keySet().stream()
                .sorted()
                .map(level -> new Level(level, "level " + level))
                .toList();
    }

    /** @throws BadInput if the file has no question of the level on the side */
    @Override
    public Problem problem(Split side, long seed, int level, long index) {
        List<QuestionLine> questions = byLevel.getOrDefault(level, Map.of()).getOrDefault(side, List.of());
        if (questions.isEmpty()) {
            throw new BadInput(file + " has no question of level " + level + " on the "
                    + side.name().toLowerCase(Locale.ROOT).replace('_', '-')
                    + " side; give more questions, of which one in five is held out");
        }
        return problem(questions.get(place(questions.size(), seed, index)));
    }

    private Problem problem(QuestionLine line) {
        return new Problem(name(), line.level(), line.key(), line.question(), line.gold(), line.steps());
    }

    /** A walk with steps of one length, coprime to the size, meets every place once in a round. */
    private int place(int size, long seed, long index) {
        Draw draw = new Draw("questions", seed, size, 0);
        int start = draw.below(size);
        int stride = draw.between(1, size);
        while (divisor(stride, size) > 1) {
            stride = draw.between(1, size);
        }
        return (int) ((start + Math.floorMod(index, (long) size) * stride) % size);
    }

    private static int divisor(int one, int other) {
        return other == 0 ? one : divisor(other, one % other);
    }

    /** The question with these words, whose answer is known: case and white space do not matter. */
    @Override
    public Optional<Problem> read(String prompt) {
        String key = QuestionLine.key(prompt);
        return lines.stream().filter(line -> line.key().equals(key)).findFirst().map(this::problem);
    }

    @Override
    public Verifier verifier() {
        return new AnswerKey();
    }

    @Override
    public Optional<Solver> solver() {
        return Optional.empty();
    }

    @Override
    public List<Style> styles() {
        return lines.stream().allMatch(line -> line.trace().isPresent())
                ? List.of(Style.DIRECT, Style.SUMMARY)
                : List.of(Style.DIRECT);
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        QuestionLine line = byPrompt.get(problem.prompt());
        if (line == null || !styles().contains(style)) {
            throw new IllegalArgumentException(name() + " has no " + style + " of " + problem.prompt());
        }
        return new Trace(style == Style.DIRECT ? "" : line.trace().orElseThrow(), line.gold());
    }

    /** The answer of a random question of the file. */
    @Override
    public String guess(Problem problem, Draw draw) {
        return draw.of(lines).gold();
    }
}
